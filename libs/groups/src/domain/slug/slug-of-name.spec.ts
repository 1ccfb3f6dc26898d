import fc from 'fast-check';
import { numberedSlug, preferredSlug, secretSlug, slugOfName } from './slug-of-name';

const lengthOf = (slug: string) => [...slug].length;
const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({
    unit: fc.constantFrom('Y', 'o', 'ß', 'İ', 'Σ', 'é', '\u0301', '-', '_', ' ', '7', '瑜'),
    maxLength: 120,
  }),
  fc.string({
    unit: fc.constantFrom(
      'x',
      'e',
      '\u0301',
      '\u0323',
      '\u3164',
      '\u1160',
      '\u1100',
      '\u1161',
      '\u034f',
      '\ufe0f',
      '\u200d',
      '१',
      '\ud800',
    ),
    maxLength: 120,
  }),
);

describe('the slug of a name', () => {
  it.each([
    ['Yoga', 'yoga'],
    ['  Yoga & Tai  Chi! ', 'yoga-tai-chi'],
    ['--Yoga--', 'yoga'],
    ['yoga_2_go', 'yoga-2-go'],
    ['Über Größe', 'über-größe'],
    ['ヨガ 教室', 'ヨガ-教室'],
    ['योग', 'योग'],
    ['يوغا ٢', 'يوغا-٢'],
    ['Cafe\u0301', 'café'],
    ['ΟΔΟΣ', 'οδος'],
    ['🧘', 'group'],
    ['!?', 'group'],
    ['', 'group'],
    ['Yoga 🧘 outside', 'yoga-outside'],
  ])('of %p is %p', (name, slug) => expect(slugOfName(name)).toBe(slug));

  it.each([
    ['Hangul fillers alone', '\u115f\u1160\u3164\uffa0', 'group'],
    ['Hangul fillers, which look like spaces', '\u3164Yoga\u3164\u115fFlow\uffa0', 'yoga-flow'],
    ['marks alone', '\u0301\u0308 \u20dd', 'group'],
    ['marks without a letter', '\u0301Yoga -\u0301flow', 'yoga-flow'],
    ['marks behind a digit', '1\ufe0f\u20e3 Yoga', '1-yoga'],
    ['marks behind a letter', 'q\u0308\u0323 Yoga', 'q\u0323\u0308-yoga'],
    ['a mark behind a letter that shows nothing', 'Yoga \u3164\u0301 Flow', 'yoga-flow'],
    ['a zero-width space', 'Yo\u200bga', 'yoga'],
    ['a soft hyphen', 'Yo\u00adga', 'yoga'],
    ['a byte order mark', '\ufeffYoga', 'yoga'],
    ['direction marks and isolates', '\u200eYo\u2067ga\u2069', 'yoga'],
    ['a variation selector', '葛\u{e0100}城', '葛城'],
    ['a joiner of a conjunct', 'क्\u200dष', 'क्ष'],
    ['a non-joiner', 'می\u200cخواهم', 'میخواهم'],
    ['a grapheme joiner between a letter and its accent', 'Cafe\u034f\u0301', 'café'],
    ['a grapheme joiner between the parts of a syllable', '\u1100\u034f\u1161', '가'],
    ['the blank Braille pattern', 'Yoga\u2800Flow', 'yoga-flow'],
    ['a lone surrogate', 'Yo\ud83dga', 'yo-ga'],
  ])('holds nothing that shows nothing: %s', (_, name, slug) => expect(slugOfName(name)).toBe(slug));

  it('has at most 100 code points, of any size', () => {
    expect(slugOfName('𝒴'.repeat(150))).toBe('𝒴'.repeat(100));
    expect(slugOfName('y'.repeat(99) + ' oga')).toBe('y'.repeat(99));
  });
  it('is not cut between a letter and its marks', () => {
    expect(slugOfName('y'.repeat(98) + 'q\u0323\u0308')).toBe('y'.repeat(98));
    expect(slugOfName('y'.repeat(97) + 'q\u0323\u0308')).toBe('y'.repeat(97) + 'q\u0323\u0308');
    expect(slugOfName('y'.repeat(97) + ' q\u0323\u0308')).toBe('y'.repeat(97));
    expect(slugOfName('x' + '\u0323'.repeat(150))).toBe('group');
  });
  it('is lower case, short, of letters, digits and single hyphens within, and the slug of itself', () =>
    fc.assert(
      fc.property(names, (name) => {
        const slug = slugOfName(name);
        expect(slug).toBe(slug.toLowerCase());
        expect(slug).toMatch(/^(\p{L}\p{M}*|\p{N})+(-(\p{L}\p{M}*|\p{N})+)*$/u);
        expect(slug).not.toMatch(/\p{Default_Ignorable_Code_Point}/u);
        expect(lengthOf(slug)).toBeLessThanOrEqual(100);
        expect(slug).toBe(slug.normalize('NFC'));
        expect(slugOfName(name.normalize('NFD'))).toBe(slug);
        expect(slugOfName(slug)).toBe(slug);
      }),
      { numRuns: 1000 },
    ));
  it('does not depend on the case of the name, nor on how its accents are written', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('é', 'ü', 'Y', 'a', ' '), maxLength: 30 }), (name) => {
        expect(slugOfName(name.toUpperCase())).toBe(slugOfName(name));
        expect(slugOfName(name.normalize('NFD'))).toBe(slugOfName(name));
      }),
    ));
});

describe('a numbered slug', () => {
  it.each([
    ['yoga', 1, 'yoga'],
    ['yoga', 2, 'yoga-2'],
    ['yoga', 1000, 'yoga-1000'],
    ['y'.repeat(100), 2, `${'y'.repeat(98)}-2`],
    [`${'y'.repeat(97)}-oga`, 2, `${'y'.repeat(97)}-2`],
    [`${'y'.repeat(96)}q\u0323\u0308`, 2, `${'y'.repeat(96)}-2`],
    [`x${'\u0323'.repeat(99)}`, 2, 'group-2'],
  ])('of %p and %i is %p', (base, n, slug) => expect(numberedSlug(base, n)).toBe(slug));
  it('is a slug, and another one for each number', () =>
    fc.assert(
      fc.property(
        names.map(slugOfName),
        fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 20 }),
        (base, ns) => {
          const slugs = ns.map((n) => numberedSlug(base, n));
          for (const slug of slugs) expect(slugOfName(slug)).toBe(slug);
          expect(new Set(slugs).size).toBe(ns.length);
        },
      ),
    ));
});

describe('a secret slug', () => {
  const bytes = fc.infiniteStream(fc.integer({ min: 0, max: 255 }));
  const from = (stream: Iterator<number>) => (size: number) =>
    Uint8Array.from({ length: size }, () => stream.next().value as number);

  it('has 8 characters of base 62, and is never the slug of a name', () =>
    fc.assert(
      fc.property(bytes, names, (stream, name) => {
        const slug = secretSlug(from(stream));
        expect(slug).toMatch(/^(?=.*[A-Z])[A-Za-z0-9]{8}$/);
        expect(slugOfName(slug)).not.toBe(slug);
        expect(slugOfName(name)).not.toBe(slug);
      }),
    ));
  it('skips bytes that would make some characters likelier', () => {
    const given = [...new Array<number>(20).fill(255), 0, 1, 2, 3, ...new Array<number>(24).fill(61)];
    const followed = Array.from({ length: 24 }, (_, n) => n);
    expect(secretSlug(from([...given, ...followed].values()))).toBe('ABCDEFGH');
  });
  it('uses every character equally often', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 248; byte++) {
      const rest = [byte, ...new Array<number>(23).fill(0)];
      const sign = secretSlug(from(rest.values()))[0]!;
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));
  });
});

describe('preferredSlug', () => {
  it.each([
    ['PUBLIC', 'yoga'],
    ['PRIVATE', 'yoga'],
    ['SECRET', 'tEll0007'],
  ])('%s: %s', (privacyStatus, slug) => expect(preferredSlug({ name: 'Yoga', privacyStatus }, 'tEll0007')).toBe(slug));
});
