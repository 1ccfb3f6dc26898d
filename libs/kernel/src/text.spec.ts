import { changesDirection, hasLoneSurrogate, INVISIBLE_CHARACTERS, isBlank } from './text';

describe('a text is blank', () => {
  it.each([
    ['no character', ''],
    ['white space', ' \t\n\u00a0\u2003\u2028\u3000'],
    ['control characters', '\u0000\u001f\u007f\u0085'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f'],
    ['direction marks', '\u200e\u200f\u061c'],
    ['directional overrides and isolates', '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'],
    ['variation selectors and tags', '\ufe0f\u{e0100}\u{e0067}\u{e007f}'],
    ['Hangul fillers', '\u115f\u1160\u3164\uffa0'],
    ['the blank Braille pattern', '\u2800'],
    ['blank hieroglyphs and notes', '\u{13441}\u{13442}\u{1d159}'],
    ['annotation characters', '\ufff9\ufffa\ufffb'],
    ['marks alone', '\u0301\u0308\u20dd\u093f'],
    ['all of these', ' \u200b\u3164\u2800\u0301\u200f\n'],
  ])('with %s', (_, text) => expect(isBlank(text)).toBe(true));
});

describe('a text is not blank', () => {
  it.each([
    ['a letter', 'a'],
    ['a sign', '.'],
    ['a decomposed letter', 'e\u0301'],
    ['a letter between invisible characters', '\u200b\u3164x\u2800'],
    ['a family of joined emoji', '👨‍👩‍👧'],
    ['a flag', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['a keycap', '1️⃣'],
    ['a skin tone', '🏽'],
    ['Persian with a joiner', 'می‌خواهم'],
    ['Devanagari with a joiner', 'क्‍ष'],
    ['Hangul', '한국어'],
    ['a Braille pattern', '⠁'],
    ['an Arabic number sign', '\u0600'],
    ['a private use character', '\ue000'],
  ])('with %s', (_, text) => expect(isBlank(text)).toBe(false));
});

it('invisible characters can be part of a larger character class', () => {
  const others = new RegExp(`[^\\p{L}${INVISIBLE_CHARACTERS}]`, 'gu');
  expect('a\u3164-\u200bb!'.match(others)).toEqual(['-', '!']);
});

describe('bidirectional controls', () => {
  it.each([...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'])('%j changes the direction', (control) =>
    expect(changesDirection(`Yoga ${control}agoY`)).toBe(true),
  );
  it.each(['Yoga', 'יוגה', 'يوغا', '\u200eYoga\u200f', '\u061c', '👨‍👩‍👧', 'می‌خواهم'])('%j does not', (text) =>
    expect(changesDirection(text)).toBe(false),
  );
});

it.each([
  ['\ud83e', true],
  ['x\udd18', true],
  ['\udd18\ud83e', true],
  ['\ud83e\udd18', false],
  ['', false],
])('half of a surrogate pair in %j: %s', (text, has) => expect(hasLoneSurrogate(text)).toBe(has));
