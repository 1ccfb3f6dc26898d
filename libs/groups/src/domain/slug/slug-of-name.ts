/** Code points. */
const MAX_LENGTH = 100;

/**
 * The slug for a name: NFC, lower case, with the letters and digits of any script. Everything else becomes single hyphens,
 * none at the ends. At most 100 code points; `group` when nothing is left.
 */
export function slugOfName(name: string): string {
  const hyphenated = name
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = [...hyphenated.replace(/^-+/, '')].slice(0, MAX_LENGTH).join('');
  return cut.replace(/-+$/, '') || 'group';
}

/** The n-th slug for a base: `yoga`, `yoga-2`, `yoga-3`, … never longer than 100 code points. */
export function numberedSlug(base: string, n: number): string {
  if (n === 1) return base;
  const suffix = `-${n}`;
  return `${[...base]
    .slice(0, MAX_LENGTH - suffix.length)
    .join('')
    .replace(/-+$/, '')}${suffix}`;
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
