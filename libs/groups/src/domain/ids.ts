/** A random UUID that the service made. A group and the request to create it share theirs. */
export type GroupId = string;
/** A person of the site: 1–64 of letters, digits, `_` and `-`, as the token's `sub`. */
export type MemberId = string;
