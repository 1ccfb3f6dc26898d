import type { Event } from './event';

export type Accepted<E extends Event> = { readonly accepted: true; readonly events: readonly E[] };
export type Refused<Code extends string> = {
  readonly accepted: false;
  readonly refusal: Code;
  /** What the caller may know of the reason, as it appears in the error's `data`. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/** What a decision says: the events that follow, or why not. No events at all means: that is how it is already. */
export type Decision<E extends Event, Code extends string> = Accepted<E> | Refused<Code>;

/** These events follow; none of them: nothing needs to change. */
export const accept = <E extends Event>(...events: readonly E[]): Accepted<E> => ({ accepted: true, events });

/** It is not to be; `data` is shown to the caller. */
export const refuse = <Code extends string>(
  refusal: Code,
  data?: Readonly<Record<string, unknown>>,
): Refused<Code> => ({
  accepted: false,
  refusal,
  ...(data && { data }),
});
