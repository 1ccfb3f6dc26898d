import type { Event, Recorded, Seen } from '@app/kernel';

/** How the events of one kind of stream become a state. */
export type FoldOf<State, E extends Event> = {
  readonly initial: () => State;
  readonly evolve: (state: State, event: Recorded<E>) => State;
  /** Every type that `evolve` knows. A stream that holds another was written by a newer build: it is not decided on. */
  readonly types: readonly E['type'][];
};

/** One stream and how to read it. Without a name there is nothing to read: its state is the initial one. */
export type StreamOf<State> = {
  readonly name: string | null;
  readonly initial: () => State;
  evolve(state: State, event: Recorded): State;
  readonly knows: ReadonlySet<string>;
};

/** Binds a fold to a stream's name (`null` for a caller who cannot have one, such as an app's membership). */
export const streamOf = <State, E extends Event>(name: string | null, fold: FoldOf<State, E>): StreamOf<State> => ({
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

export type StateOf<Stream> = Stream extends StreamOf<infer State> ? Seen<State> : never;
export type StatesOf<Streams> = { readonly [Name in keyof Streams]: StateOf<Streams[Name]> };
