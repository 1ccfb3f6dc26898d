/** The form of the ids of sites and members, which other systems assign. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Stands for the caller in a path, so it can be nobody's id. */
export const ME = 'me';

/** Whether this may be the id of a site or of a member. */
export const isId = (text: string): boolean => ID_PATTERN.test(text) && text !== ME;
