/** The form of the ids of sites. */
export const SITE_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The form of the ids of members, which login providers assign: `auth0|64f0a1`, `f:8f0c1a52:olga`. */
export const MEMBER_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_|:-]{0,127}$/;

/** Stands for the caller in a path, so it can be nobody's id. */
export const ME = 'me';

/** Whether this may be the id of a site. */
export const isSiteId = (text: string): boolean => SITE_ID_PATTERN.test(text) && text !== ME;

/** Whether this may be the id of a member. */
export const isMemberId = (text: string): boolean => MEMBER_ID_PATTERN.test(text) && text !== ME;

/**
 * Why this cannot be the id of a member, to continue a sentence that begins with its name; `null`: it can. It never
 * repeats the text.
 */
export function memberIdError(text: string): string | null {
  if (isMemberId(text)) return null;
  if (text.includes('@')) return 'must not be an address with @, which can pass to somebody else: take a lasting id';
  return 'must be a member id: 1 to 128 of A-Z a-z 0-9 _ - | :, beginning with a letter or digit, and not "me"';
}
