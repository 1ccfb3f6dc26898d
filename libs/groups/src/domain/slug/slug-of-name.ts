const LONGEST = 100;

/**
 * The slug that a name asks for: NFC, lower case, letters and digits of any script kept, everything else single hyphens,
 * none at the ends, at most 100 code points; `group` when nothing is left.
 */
export function slugOfName(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = [...words.replace(/^-+/, '')].slice(0, LONGEST).join('');
  return cut.replace(/-+$/, '') || 'group';
}

/** The n-th slug for a base: `yoga`, `yoga-2`, `yoga-3`, … never longer than 100 code points. */
export function numbered(base: string, n: number): string {
  if (n === 1) return base;
  const ending = `-${n}`;
  return `${[...base]
    .slice(0, LONGEST - ending.length)
    .join('')
    .replace(/-+$/, '')}${ending}`;
}

const BASE_62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A slug that tells nothing: 8 characters of base 62, a capital among them, so that no name ever makes it.
 * `random` gives that many random bytes; biased ones are thrown away.
 */
export function secretSlug(random: (size: number) => Uint8Array): string {
  for (;;) {
    const signs = [...random(24)].filter((byte) => byte < 248).map((byte) => BASE_62[byte % 62]!);
    const slug = signs.slice(0, 8).join('');
    if (slug.length === 8 && /[A-Z]/.test(slug)) return slug;
  }
}

/** The slug that a group asks for before anybody looks whether it is free. */
export const wantedSlug = (group: { name: string; privacyStatus: string }, secret: string): string =>
  group.privacyStatus === 'SECRET' ? secret : slugOfName(group.name);
