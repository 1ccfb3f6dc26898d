import type { Position } from '@app/kernel';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';

/** The use of an `Idempotency-Key` by one call, as the commands of the call need it. */
export type Claim = {
  /** The id of the command: the same for every repeat of the call. */
  readonly commandId: string;
  /** The call was made before, and may have taken effect as a whole, in part, or not at all. */
  readonly isRepeat: boolean;
  /**
   * Thrown by the command after its first decision, unless the decision conceals the stream (`Admission.conceals`);
   * `null`: the command goes on.
   */
  readonly failure: Error | null;
  /** The position of the claim, behind which everything is that its commands append; `null`: it is not appended yet. */
  readonly position: Position | null;
  /**
   * Thrown by a command that finds no events of its own, because only the response to the earlier call could say what that
   * did, and it cannot be read; `null`: the command runs again.
   */
  readonly responseUnknown: Error | null;
  /**
   * Appends the claim, unless it was appended already. Called only when the command is about to append, so that a
   * refusal writes nothing. Throws `KeyInUse` when another call with the key was faster.
   */
  readonly take: () => Promise<void>;
};

/** The key was already used for a different call. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Another call with the same key is being processed. */
export class KeyInUse extends Error {
  override readonly name = 'KeyInUse';
}

const storage = new AsyncLocalStorage<Claim>();

/** Runs a call with a key. The commands that `work` sends belong to the claim; those that policies send do not. */
export const runWithClaim = <T>(claim: Claim, work: () => Promise<T>): Promise<T> => storage.run(claim, work);

/** The claim of the call that this code runs for; `null`: the call has no key. */
export const currentClaim = (): Claim | null => storage.getStore() ?? null;

/** An id for something that a command creates. Under a claim the same `name` always gets the same id; otherwise it is new. */
export function newId(name: string): string {
  const claim = currentClaim();
  return claim ? uuid5(name, claim.commandId) : randomUUID();
}
