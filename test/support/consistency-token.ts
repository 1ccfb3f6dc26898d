/** The latest of the `x-wix-consistent` tokens that the responses to some clients' writes carried. */
export class LatestConsistencyToken {
  token: string | null = null;

  /** Keeps whichever is later: the responses to calls made side by side overtake each other. */
  keep(token: string | null): void {
    if (token !== null && (this.token === null || positionIn(token) > positionIn(this.token))) this.token = token;
  }
}

/** The position in a token; -1 before the first event. Clients that make their calls in turn need not know it. */
const positionIn = (token: string): bigint => Buffer.from(token, 'base64url').readBigInt64BE(9);
