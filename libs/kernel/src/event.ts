/** A fact, named in the past tense, as plain data. Stored for good, so a type never changes its meaning. */
export type Event<Type extends string = string, Data extends object = object> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
};

/** Text that a person wrote (a message, a reason, a nickname). It may be erased, so every fold and view accepts its absence. */
export type Words = string;

/** Who caused an event. `onBehalfOf`: the person for whom an app said it acted; it gave no rights. */
export type Actor = {
  readonly type: 'MEMBER' | 'SITE_ADMIN' | 'APP' | 'SYSTEM';
  readonly id: string;
  readonly onBehalfOf?: string;
};

/** What is stored with the data of every event. */
export type EventMetadata = {
  readonly actor: Actor;
  readonly siteId: string;
  /** When it was decided, ISO 8601 in UTC. */
  readonly at: string;
  /** The command that appended it; a repeat of a command has the same id. */
  readonly commandId: string;
  /** The id of the caller's command from which all of this followed, through any number of policies. */
  readonly correlationId: string;
  /** The event that a policy reacted to; absent in the events of a caller's own command. */
  readonly causationId?: string;
  /** How many policies ran one after another from the caller's command to this event: 0 for the caller's own command. */
  readonly depth: number;
  /** This is event `part` of the `of` events of one append; parts count from 1. Readers see all of them or none. */
  readonly part: number;
  readonly of: number;
  /**
   * The revisions of the other streams that the decision read, by stream name; -1 is a stream without events. For whoever
   * explains the decision later; it does not tell whether those streams had moved on when the event was appended.
   */
  readonly judgedOn?: Readonly<Record<string, number>>;
  /** The settings of the service that the decision used. */
  readonly judgedWith?: Readonly<Record<string, string>>;
};

/** The place of an event in the order of the whole store. Comparable only with positions of the same store. */
export type Position = bigint;

/** The revision of a stream without events. The first event of a stream has revision 0. */
export const NO_STREAM = -1;

/** A stored event, as the store gives it back. Distributes over unions, so that narrowing on `type` narrows `data`. */
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

/** True for the last event of its append. A batch, a page or a checkpoint may end only at such an event. */
export const endsItsAppend = ({ metadata: { part, of } }: { readonly metadata: EventMetadata }): boolean => part === of;

/** Read-only at every level: the form in which decisions get states. */
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

/** The last case of every fold: does not compile while an event type is missing, and returns the state unchanged. */
export const ignoreUnknownEvent = <State>(_: never, state: State): State => state;
