import type { Caller } from '@app/kernel';

/** The token cannot be believed. One kind for every reason: a stranger learns nothing from the difference. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
}

/** A header beside the token that this caller cannot send. `caller` is who they are without it. */
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

/** The server that publishes the keys did not give them, so nobody can say whether the token is good. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}
