import type { DeepReadonly, Event, Recorded } from './event';

/** How the events of one kind of stream become a state. */
export type StreamFold<State, E extends Event> = {
  readonly initial: () => State;
  readonly evolve: (state: State, event: Recorded<E>) => State;
  /** Every type that `evolve` knows. A stream that holds another was written by a newer build: it is not decided on. */
  readonly types: readonly E['type'][];
};

/** One stream and how to read it. Without a name there is nothing to read: its state is the initial one. */
export type StreamDefinition<State> = {
  readonly name: string | null;
  readonly initial: () => State;
  evolve(state: State, event: Recorded): State;
  /** Every event type that `evolve` takes. */
  readonly knows: ReadonlySet<string>;
};

/** Binds a fold to a stream's name; `null` for a caller who cannot have such a stream (an app has no membership). */
export const defineStream = <State, E extends Event>(
  name: string | null,
  fold: StreamFold<State, E>,
): StreamDefinition<State> => ({
  name,
  initial: fold.initial,
  evolve: fold.evolve, // guarded by `knows`
  knows: knownTypes(fold),
});

const known = new WeakMap<object, ReadonlySet<string>>();
function knownTypes(fold: { readonly types: readonly string[] }): ReadonlySet<string> {
  const before = known.get(fold);
  if (before) return before;
  const types = new Set(fold.types);
  known.set(fold, types);
  return types;
}

/** The state that a stream is folded into, read-only. */
export type StateOf<Stream> = Stream extends StreamDefinition<infer State> ? DeepReadonly<State> : never;
/** The same for several streams, by the names that a decision gives them. */
export type StatesOf<Streams> = { readonly [Name in keyof Streams]: StateOf<Streams[Name]> };
