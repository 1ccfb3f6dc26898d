/** A random UUID, made by the service. A group and the request to create it have the same id. */
export type GroupId = string;
/** The id of a person on the site, from the token's `sub`: 1 to 64 letters, digits, `_` and `-`. */
export type MemberId = string;
