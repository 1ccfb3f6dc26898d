import { EventStoreUnavailable } from '@app/event-store';
import type { CommandMetadata } from '@app/decider';
import type { Recorded } from '@app/kernel';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';

/** A policy as the runner needs it: `commands` looks up what the policy reads, and gives its commands in chunks. */
export type PolicyHandler = {
  /** Names the policy in logs and metrics; part of the ids of its commands, so it must never change. */
  readonly name: string;
  /** The types of the events that it handles. */
  readonly on: readonly string[];
  readonly commands: (event: Recorded) => AsyncIterable<readonly PolicyCommand[]>;
};

/** A command of a policy. */
export type PolicyCommand = {
  /** Unique among the commands of the same policy and event, and the same whenever the event is handled again. */
  readonly key: string;
  /**
   * Resolves when what the policy asks for holds. Throws `PolicyCommandRefused` for a refusal that is not meant for the
   * command, and the errors of the stores.
   */
  readonly send: (metadata: CommandMetadata) => Promise<void>;
};

/** A policy's command was refused, and this refusal is not meant for it. `refusal` is its code. */
export class PolicyCommandRefused extends Error {
  override readonly name = 'PolicyCommandRefused';
  constructor(readonly refusal: string) {
    super(`refused: ${refusal}`);
  }
}

/** True for an error that ends when a store or a view is available again. */
export const isOutage = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable || error instanceof ReadStoreUnavailable || error instanceof ReadModelBehind;
