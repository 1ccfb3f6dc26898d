import type { Caller } from '@app/kernel';

/** The token is not valid. One error for every reason, so that an attacker learns nothing from it. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
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
