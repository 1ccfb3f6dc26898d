import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';

/** What an `Idempotency-Key` means to the command of its call. */
export type Claim = {
  /** The id of the command: the same whenever the call is repeated. */
  readonly commandId: string;
  /** The call was made before, and may have taken effect as a whole, in part, or not at all. */
  readonly isRepeat: boolean;
  /** What ends the command at its first decision, unless that hides what it is about; `null`: it is to be decided. */
  readonly settled: Error | null;
  /**
   * Writes the claim down, unless that is done: always before the command writes anything else, so that a refusal writes
   * nothing. Throws `KeyInUse` when another call with the key was faster.
   */
  readonly take: () => Promise<void>;
};

/** The key was used for another call already. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Another call with the same key is at work. */
export class KeyInUse extends Error {
  override readonly name = 'KeyInUse';
}

const inHand = new AsyncLocalStorage<Claim>();

/** Runs a call that carries a key. What its caller asks for in there belongs to the claim; what follows from it by policies does not. */
export const underClaim = <T>(claim: Claim, work: () => Promise<T>): Promise<T> => inHand.run(claim, work);

/** The claim of the call that is being answered; `null`: it carries no key. */
export const claimInHand = (): Claim | null => inHand.getStore() ?? null;

/** An id for something that a command makes: under a claim the same for the same `what`, otherwise a new one. */
export function newId(what: string): string {
  const claim = claimInHand();
  return claim ? uuid5(what, claim.commandId) : randomUUID();
}
