import type { Caller, Event, Recorded, Refused } from '@app/kernel';
import type { Claim } from './claim';
import type { CommandMetadata } from './command-metadata';
import type { StreamDefinition } from '@app/kernel';

/** Who sends a command, what it goes back to, and the claim of the call's `Idempotency-Key`, if it carries one. */
export type CommandContext = {
  readonly caller: Caller;
  readonly metadata: CommandMetadata;
  readonly claim?: Claim | null;
};

/** What became of a command: the states with its events folded in and the events as stored, or the refusal. */
export type CommandResult<States, E extends Event, Code extends string> =
  | { readonly accepted: true; readonly states: States; readonly events: readonly Recorded<E>[] }
  | Refused<Code | 'CONFLICT'>;

export type DecideOptions<States, E extends Event> = {
  /** Settings of the service that the decision uses; recorded with its events. */
  readonly judgedWith?: Readonly<Record<string, string>>;
  /** The id of the event that caused these, where the states know it better than the command's metadata. */
  readonly causedBy?: (states: States) => string | undefined;
  /** Runs after the decision and before its events are appended at `revision + 1`; may complete them (a reserved slug). */
  readonly beforeAppend?: (events: readonly E[], revision: number, states: States) => Promise<readonly E[]>;
  /** The stream to which the same command appends next. A repeat that finds its events there has done this step. */
  readonly leadsTo?: keyof States & string;
};

/**
 * A condition on the caller that holds for every command. Its stream is read with each decision, so it is judged on the
 * same fresh state.
 */
export type Admission<Code extends string> = {
  /** What the condition is judged on; `null`: there is no condition on this caller. */
  readonly stream: (caller: Caller) => StreamDefinition<unknown> | null;
  /** The refusal of this caller; `null`: admitted. An error that it throws goes before every refusal. */
  readonly refusal: (state: unknown, caller: Caller) => Code | null;
  /** Does this refusal of a decision say that something is missing? Such a refusal goes first: hidden is missing. */
  readonly conceals: (refusal: string) => boolean;
};

/** Called with the events of every append of this process, in no particular order. The command waits for it. */
export type AppendListener = (events: readonly Recorded[]) => Promise<void>;
