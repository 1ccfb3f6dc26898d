import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';

/** What an `Idempotency-Key` means to the command of its call. */
export type Claim = {
  /** The id of the command: the same whenever the call is repeated. */
  readonly commandId: string;
  /** The call was made before, and may have taken effect as a whole, in part, or not at all. */
  readonly isRepeat: boolean;
  /** The error that ends the command at its first decision, unless that conceals the stream; `null`: it is decided. */
  readonly failure: Error | null;
  /**
   * Appends the claim, unless that is done: always before the command appends anything else, so that a refusal writes
   * nothing. Throws `KeyInUse` when another call with the key was faster.
   */
  readonly take: () => Promise<void>;
};

/** The key was used for another call already. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Another call with the same key is being processed. */
export class KeyInUse extends Error {
  override readonly name = 'KeyInUse';
}

const storage = new AsyncLocalStorage<Claim>();

/** Runs a call that carries a key. The commands that `work` sends belong to the claim; those that policies send do not. */
export const runWithClaim = <T>(claim: Claim, work: () => Promise<T>): Promise<T> => storage.run(claim, work);

/** The claim of the call that this code runs for; `null`: it carries no key. */
export const currentClaim = (): Claim | null => storage.getStore() ?? null;

/** An id for something that a command makes: under a claim the same for the same `what`, otherwise a new one. */
export function newId(what: string): string {
  const claim = currentClaim();
  return claim ? uuid5(what, claim.commandId) : randomUUID();
}
