/** Something that happened, in the past tense, as plain data. A stored name never changes its meaning. */
export type Event<Type extends string = string, Data extends object = object> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
};

/** A person's own words (a message, a reason, a nickname). Every fold and view accepts their absence: they may be erased. */
export type Words = string;

/** Who did it. `onBehalfOf` is what an app said of itself; it changes no right. */
export type Actor = {
  readonly type: 'MEMBER' | 'SITE_ADMIN' | 'APP' | 'SYSTEM';
  readonly id: string;
  readonly onBehalfOf?: string;
};

/** What is known of every event beside its data. */
export type EventMetadata = {
  readonly actor: Actor;
  readonly siteId: string;
  /** When it was decided, ISO 8601 in UTC. */
  readonly at: string;
  /** The command that decided it; a repeated command carries the same id. */
  readonly commandId: string;
  /** The request (or the first event of a chain of policies) that all of this goes back to. */
  readonly correlationId: string;
  /** The event that a policy answered to; absent when a caller asked. */
  readonly causationId?: string;
  /** How many policies stand between the caller and this event: 0 for what a caller asked. */
  readonly depth: number;
  /** This is event `part` of the `of` events of one append; parts count from 1. Nobody may see less than all of them. */
  readonly part: number;
  readonly of: number;
  /** Revisions of the other streams that the decision read, by stream name; -1 is a stream without events. */
  readonly judgedOn?: Readonly<Record<string, number>>;
  /** Settings of the running service that the decision used. */
  readonly judgedWith?: Readonly<Record<string, string>>;
};

/** A place in the store's global order. Only comparable with others of the same store. */
export type Position = bigint;

/** The revision of a stream that holds no event. The first event of a stream has revision 0. */
export const NO_STREAM = -1;

/** An event as the store gives it back. Distributes over unions, so that narrowing on `type` narrows `data`. */
export type Recorded<E extends Event = Event> = E extends Event
  ? E & {
      readonly id: string;
      readonly stream: string;
      readonly revision: number;
      readonly position: Position;
      /** The same as `metadata.at`. */
      readonly at: string;
      readonly metadata: EventMetadata;
    }
  : never;

/** True for the last event of its append: the only places where a batch, a page or a checkpoint may end. */
export const endsItsAppend = ({ metadata: { part, of } }: { readonly metadata: EventMetadata }): boolean => part === of;

/** Read-only all the way down: what decisions get to see. */
export type DeepReadonly<T> = T extends bigint | Date
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends ReadonlyMap<infer K, infer V>
      ? ReadonlyMap<K, DeepReadonly<V>>
      : T extends ReadonlySet<infer Item>
        ? ReadonlySet<Item>
        : T extends object
          ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
          : T;

/** The end of every fold: does not compile while an event type is left out, and changes nothing when one is met. */
export const ignoreUnknownEvent = <State>(_: never, state: State): State => state;
