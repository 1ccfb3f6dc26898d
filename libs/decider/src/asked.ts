import type { Caller, Event, Recorded, Refused } from '@app/kernel';
import type { Claim } from './claim';
import type { StreamOf } from './stream-of';
import type { Trail } from './trail';

/** Somebody's command: who asks, where it comes from, and the claim that it belongs to if it may be repeated. */
export type Asked = { readonly caller: Caller; readonly trail: Trail; readonly claim?: Claim | null };

/** What became of a command: the states with its events in them, or why not. */
export type Outcome<States, E extends Event, Code extends string> =
  | { readonly accepted: true; readonly on: States; readonly events: readonly Recorded<E>[] }
  | Refused<Code | 'CONFLICT'>;

export type Deciding<States, E extends Event> = {
  /** Settings of the service that the decision uses; recorded with its events. */
  readonly judgedWith?: Readonly<Record<string, string>>;
  /** The event that this follows from, where the states know it better than the command's trail. */
  readonly causedBy?: (on: States) => string | undefined;
  /** Runs after the decision and before its events are appended at `revision + 1`; may complete them (a reserved slug). */
  readonly beforeAppend?: (events: readonly E[], revision: number, on: States) => Promise<readonly E[]>;
  /** Where the same command writes next. A repeat that finds its events there has done this step, whether or not that wrote. */
  readonly leadsTo?: keyof States & string;
};

/**
 * A condition on the caller that holds for every command: read with each decision, judged on the same fresh state.
 * A decision's own refusal goes first when `yields` says so (what is hidden stays hidden).
 */
export type Admission<Code extends string> = {
  readonly stream: (caller: Caller) => StreamOf<unknown> | null;
  /** What it throws instead goes before everything, whatever the decision says. */
  readonly refusal: (state: unknown, caller: Caller) => Code | null;
  readonly yields: (refusal: string) => boolean;
};

/** Told of every append of this process, in no particular order; the append's caller waits for it. */
export type Follower = (events: readonly Recorded[]) => Promise<void>;
