import type { DeepReadonly, Event, Recorded } from './event';

/**
 * How the events of one kind of stream fold into a state. A state is plain data of objects, lists, `PersistentMap`s and
 * positions, and never changes: it is cached, and decisions hold it while later events are folded. What grows with the
 * number of events belongs into a `PersistentMap`, since any other copy of it takes longer with each event.
 */
export type StreamFold<State, E extends Event> = {
  readonly initial: () => State;
  readonly evolve: (state: State, event: Recorded<E>) => State;
  /** Every event type that `evolve` knows. Another type in a stream was written by a newer build: reading it fails. */
  readonly types: readonly E['type'][];
  /**
   * To be raised when the same events give another state than before, be it by `evolve` or by an upcast: snapshots of
   * states with another version are ignored, and made again.
   */
  readonly version: number;
};

/** One stream and how to fold it. Without a name there is no stream to read, and its state is the initial one. */
export type StreamDefinition<State> = {
  readonly name: string | null;
  readonly initial: () => State;
  evolve(state: State, event: Recorded): State;
  /** Every event type that `evolve` knows. */
  readonly eventTypes: ReadonlySet<string>;
  /** The version of the fold. */
  readonly version: number;
};

/** The stream with this name and this fold; `null` for a caller who cannot have such a stream (an app has no membership). */
export const defineStream = <State, E extends Event>(
  name: string | null,
  fold: StreamFold<State, E>,
): StreamDefinition<State> => ({
  name,
  initial: fold.initial,
  evolve: fold.evolve, // called only for events of `eventTypes`
  eventTypes: eventTypesOf(fold),
  version: fold.version,
});

const typesByFold = new WeakMap<object, ReadonlySet<string>>();
function eventTypesOf(fold: { readonly types: readonly string[] }): ReadonlySet<string> {
  const cached = typesByFold.get(fold);
  if (cached) return cached;
  const types = new Set(fold.types);
  typesByFold.set(fold, types);
  return types;
}

/** The state that a stream is folded into, read-only. */
export type StateOf<Stream> = Stream extends StreamDefinition<infer State> ? DeepReadonly<State> : never;
/** The states of several streams, under the names that a decision gives them. */
export type StatesOf<Streams> = { readonly [Name in keyof Streams]: StateOf<Streams[Name]> };
