import fc from 'fast-check';
import { propertyRuns } from '../../testing/fixtures';
import { searchKey } from '../search-keys';
import { comparable, compareText, compareValues, lowerCase } from './order';

jest.setTimeout(600_000); // only stops a test that hangs

const scalarOrNull = fc.option(
  fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
);

it('text sorts by code point', () => {
  expect(['😀', '\uffff', 'a', 'Z', '', 'aa'].sort(compareText)).toEqual(['', 'Z', 'a', 'aa', '\uffff', '😀']);
});

it('lower case is by Unicode, and the lower case of a part is part of the lower case of the whole', () => {
  expect(lowerCase('ÄΣÉ')).toBe('äσé');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      fc.pre(comparable(a + b) === comparable(a) + comparable(b)); // no letter and its mark were taken apart
      expect(lowerCase(a + b)).toBe(lowerCase(a) + lowerCase(b));
    }),
    { numRuns: propertyRuns(300, 30_000) },
  );
  expect(lowerCase('ΟΔΟΣ')).toBe(lowerCase('ΟΔΟΣΑ').slice(0, 4));
});

it('the same letters are equal, composed or decomposed, in either case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const [composed, decomposed] = [text.normalize('NFC'), text.normalize('NFD')];
      expect(compareValues(composed, decomposed)).toBe(0);
      expect(lowerCase(decomposed)).toBe(lowerCase(composed));
    }),
    { numRuns: propertyRuns(300, 30_000) },
  );
});

it('search keys sort as their values do', () => {
  fc.assert(
    fc.property(scalarOrNull, scalarOrNull, (a, b) => {
      expect(Math.sign(compareText(searchKey(a), searchKey(b)))).toBe(Math.sign(compareValues(a, b)));
    }),
    { numRuns: propertyRuns(1000, 100_000) },
  );
});
