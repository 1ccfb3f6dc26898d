/** The latest state that its clients have seen, as the answers to their writes tell it in `x-wix-consistent`. */
export class TokenJar {
  token: string | null = null;

  /** Keeps whichever is later: the answers of calls made side by side overtake each other. */
  keep(token: string | null): void {
    if (token !== null && (this.token === null || positionIn(token) > positionIn(this.token))) this.token = token;
  }
}

/** Where a token's position stands; -1 before the first event. Clients need not know this: they make their calls in turn. */
const positionIn = (token: string): bigint => Buffer.from(token, 'base64url').readBigInt64BE(9);
