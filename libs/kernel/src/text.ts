/**
 * The characters that show nothing by themselves, for the inside of a character class in a regular expression with the
 * flag `u` or `v`: white space, control characters, default-ignorable characters (zero-width characters, direction marks,
 * variation selectors, Hangul fillers), interlinear annotation characters, and the blanks of Braille, Egyptian hieroglyphs and
 * musical notation.
 */
export const INVISIBLE_CHARACTERS = String.raw`\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2800\u{13441}\u{13442}\u{1D159}`;

const VISIBLE = new RegExp(String.raw`[^${INVISIBLE_CHARACTERS}\p{M}]`, 'u');
const LONE_SURROGATE = /\p{Surrogate}/u;
const DIRECTION_CHANGES = /[\u202A-\u202E\u2066-\u2069]/u;

/** Whether a text has no character that shows. A mark needs a character to stand on, so marks alone are blank. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/**
 * Whether a text holds a bidirectional embedding, override or isolate, or the end of one. On one line they can make
 * what stands around the text look like something else. Direction marks (LRM, RLM, ALM) are none.
 */
export const changesDirection = (text: string): boolean => DIRECTION_CHANGES.test(text);

/** Whether a text holds half of a surrogate pair, which cannot be written as UTF-8: it would come back as another text. */
export const hasLoneSurrogate = (text: string): boolean => LONE_SURROGATE.test(text);
