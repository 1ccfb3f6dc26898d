/** What the tokens of every service under test are signed with. */
export const secret = 'a secret of more than 32 bytes for tests';
