/** What the ids of sites and members look like; they come from outside. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Stands for the caller in a path, so nobody can be called so. */
export const ME = 'me';

/** May this be the id of a site or of a member? */
export const isId = (text: string): boolean => ID_PATTERN.test(text) && text !== ME;
