import type { Caller, Event, Recorded, Refused, StreamDefinition } from '@app/kernel';
import type { Claim } from './claim';
import type { CommandMetadata } from './command-metadata';

/** Who sends a command, its metadata, and the claim of the call's `Idempotency-Key`, if it has one. */
export type CommandContext = {
  readonly caller: Caller;
  readonly metadata: CommandMetadata;
  readonly claim?: Claim | null;
};

/** What a command gives: the states with its events folded in and the events as stored, or the refusal. */
export type CommandResult<States, E extends Event, Code extends string> =
  | { readonly accepted: true; readonly states: States; readonly events: readonly Recorded<E>[] }
  | Refused<Code | 'CONFLICT'>;

/** Other writers were faster, on a stream that a command needs beside the one that it appends to. */
export class CommandConflict extends Error {
  override readonly name = 'CommandConflict';
}

/** Options of one decision. */
export type DecideOptions<States, E extends Event> = {
  /** The settings of the service that the decision uses; recorded in the metadata of its events. */
  readonly judgedWith?: Readonly<Record<string, string>>;
  /** The id of the event that caused these, taken from the states; `undefined`: the one in the command's metadata. */
  readonly causedBy?: (states: States) => string | undefined;
  /**
   * Runs after the decision and before its events are appended. `revision`: of the target stream as it was read, so that
   * the first event gets `revision + 1`. Returns the events to append: the same, or completed (with a reserved slug). When
   * it throws `CommandConflict`, the command is decided again, as often as after other conflicts.
   */
  readonly beforeAppend?: (events: readonly E[], revision: number, states: States) => Promise<readonly E[]>;
  /** The stream to which the same command appends in its next step. A repeat that finds its events there skips this step. */
  readonly nextTarget?: keyof States & string;
  /**
   * Does not wait for earlier commands on the target stream in this process. For a command that another one sends while it
   * is being executed itself: two that wait for each other's streams would wait for ever.
   */
  readonly atOnce?: boolean;
  /** An earlier step of the same command has appended events. */
  readonly isContinued?: boolean;
};

/**
 * A condition on the caller that applies to every command. Its stream is read with each decision, so it is decided on
 * fresh state too.
 */
export type Admission<Code extends string> = {
  /** The stream that the condition needs; `null`: there is no condition on this caller. */
  readonly stream: (caller: Caller) => StreamDefinition<unknown> | null;
  /** Why this caller is refused; `null`: admitted. An error thrown here is thrown by the command, whatever was decided. */
  readonly refusal: (state: unknown, caller: Caller) => Code | null;
  /**
   * Whether this refusal of a decision hides that something exists (it says "not found"). Such a refusal takes
   * precedence, so that a caller cannot tell hidden from missing.
   */
  readonly conceals: (refusal: string) => boolean;
};

/** Called with the events of each append of this process; appends may come in any order. The command waits for it. */
export type AppendListener = (events: readonly Recorded[]) => Promise<void>;
