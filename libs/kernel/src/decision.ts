import type { Event } from './event';

/** These events follow; an empty list: nothing has to change. */
export type Accepted<E extends Event> = { readonly accepted: true; readonly events: readonly E[] };
/** The request is refused, for the reason with this code. */
export type Refused<Code extends string> = {
  readonly accepted: false;
  readonly refusal: Code;
  /** Details of the reason that the caller may know: the `data` of the error response. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/** What a decision function returns. */
export type Decision<E extends Event, Code extends string> = Accepted<E> | Refused<Code>;

/** Accepts with these events; without any, nothing has to change. */
export const accept = <E extends Event>(...events: readonly E[]): Accepted<E> => ({ accepted: true, events });

/** Refuses; `data` is shown to the caller. */
export const refuse = <Code extends string>(
  refusal: Code,
  data?: Readonly<Record<string, unknown>>,
): Refused<Code> => ({
  accepted: false,
  refusal,
  ...(data && { data }),
});
