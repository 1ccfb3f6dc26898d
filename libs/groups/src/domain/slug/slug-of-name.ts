import { INVISIBLE_CHARACTERS } from '@app/kernel';

/** Code points. */
const MAX_LENGTH = 100;

/** Zero-width characters: joiners, variation selectors, direction marks. Hangul fillers are letters and look like spaces. */
const ZERO_WIDTH = /(?!\p{L})\p{Default_Ignorable_Code_Point}/gu;
/** A letter with its marks, or a digit. */
const LETTER_OR_DIGIT = String.raw`(?:(?![${INVISIBLE_CHARACTERS}])\p{L}\p{M}*|\p{N})`;
const WORDS = new RegExp(`${LETTER_OR_DIGIT}+`, 'gu');
const PARTS = new RegExp(`${LETTER_OR_DIGIT}|-`, 'gu');

/**
 * The slug for a name: NFC, lower case, with the letters of any script, the marks that belong to them, and digits.
 * Zero-width characters leave no trace; everything else becomes single hyphens, none at the ends. At most 100 code points;
 * `group` when nothing is left.
 */
export function slugOfName(name: string): string {
  const text = name.replace(ZERO_WIDTH, '').normalize('NFC').toLowerCase().normalize('NFC');
  return shortened((text.match(WORDS) ?? []).join('-'), MAX_LENGTH);
}

/** The n-th slug for a base: `yoga`, `yoga-2`, `yoga-3`, … never longer than 100 code points. */
export function numberedSlug(base: string, n: number): string {
  if (n === 1) return base;
  const suffix = `-${n}`;
  return `${shortened(base, MAX_LENGTH - suffix.length)}${suffix}`;
}

/** A slug with so many code points at most. Letters keep their marks; `group` when nothing is left. */
function shortened(slug: string, maxLength: number): string {
  let [cut, length] = ['', 0];
  for (const part of slug.match(PARTS) ?? []) {
    length += [...part].length;
    if (length > maxLength) break;
    cut += part;
  }
  return cut.replace(/-$/, '') || 'group';
}

const BASE_62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A random slug that does not reveal the name: 8 characters of base 62, with at least one capital, so that it never equals
 * the slug of a name. `random` returns that many random bytes; those that would bias the result are skipped.
 */
export function secretSlug(random: (size: number) => Uint8Array): string {
  for (;;) {
    const characters = [...random(24)].filter((byte) => byte < 248).map((byte) => BASE_62[byte % 62]!);
    const slug = characters.slice(0, 8).join('');
    if (slug.length === 8 && /[A-Z]/.test(slug)) return slug;
  }
}

/** The slug that a group should get if it is free. */
export const preferredSlug = (group: { name: string; privacyStatus: string }, secret: string): string =>
  group.privacyStatus === 'SECRET' ? secret : slugOfName(group.name);
