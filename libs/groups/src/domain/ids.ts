/** A UUID that the service makes and nobody can guess. A group and the request to create it have the same id. */
export type GroupId = string;
/** The id of a person on the site, from the token: 1 to 128 letters, digits, `_`, `-`, `|` and `:`. */
export type MemberId = string;
