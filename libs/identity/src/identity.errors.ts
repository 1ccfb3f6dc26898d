import type { Caller } from '@app/kernel';

/**
 * The token is not valid. The message is for the log: it holds nothing of the token. `description` is for the caller, who
 * learns nothing about a token that is not signed by a key of this service (`null`).
 */
export class Unauthenticated extends Error {
  override readonly name: string = 'Unauthenticated';
  readonly description: string | null = null;
}

/** The signature of the token is valid, and one of its claims is not. */
export class InvalidClaim extends Unauthenticated {
  override readonly name = 'InvalidClaim';
  override readonly description: string;
  /** `reason` continues a sentence that begins with the claim, and holds nothing of the token. */
  constructor(claim: string, reason: string, options?: ErrorOptions) {
    const description = `the claim ${claim} ${reason}`;
    super(description, options);
    this.description = description;
  }
}

/** A header that this caller must not send, or with an invalid value. `caller` is the caller without it; `null`: unknown. */
export class WrongHeader extends Error {
  override readonly name = 'WrongHeader';
  constructor(
    readonly header: 'x-site-id' | 'x-on-behalf-of',
    message: string,
    readonly caller: Caller | null,
  ) {
    super(message);
  }
}

/** The keys could not be fetched from the key server, so the token cannot be verified. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}
