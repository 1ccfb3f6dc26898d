import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { isDeepStrictEqual } from 'node:util';

/** What a call ended with: `OK`, or the code of its refusal. */
export type Result = string;
/** A call on a decider of its own, as in a process of its own. */
export type ConcurrentCall = (decider: Decider) => Promise<Result>;
export type ConcurrentCalls = Readonly<Record<string, ConcurrentCall>>;
/** What the calls ended with, and the state after all of them. */
export type Run<State> = { readonly results: Readonly<Record<string, Result>>; readonly state: State };
/** A run, the steps that led to it (the names of the calls, one for each step), and which calls were over before others began. */
type Interleaving<State> = Run<State> & {
  readonly steps: readonly string[];
  readonly precedes: ReadonlyMap<string, ReadonlySet<string>>;
};

/** What there is before the calls, what follows from their events by itself, and the state at the end. */
export type Setting<State> = {
  readonly given: (store: InMemoryEventStore) => Promise<void>;
  /** Called after each append, and awaited by the call. */
  readonly afterAppend: (store: InMemoryEventStore, decider: Decider) => void;
  readonly stateOf: (store: InMemoryEventStore) => Promise<State>;
};

/** Stops a call before each of its appends until `goOn` is called. */
class SteppedStore {
  private waiting: (() => void) | null = null;
  private signal: () => void = () => {};

  constructor(private readonly store: InMemoryEventStore) {}

  get asStore(): InMemoryEventStore {
    return new Proxy(this.store, {
      get: (target, name) => {
        if (name === 'append')
          return async (...args: Parameters<InMemoryEventStore['append']>) => {
            await this.stop();
            return target.append(...args);
          };
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }

  /** Resolves when the call has reached its next append. */
  nextStop(): Promise<void> {
    return new Promise((resolve) => (this.signal = resolve));
  }

  goOn(): void {
    const resume = this.waiting!;
    this.waiting = null;
    resume();
  }

  private stop(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.signal();
    });
  }
}

/** Runs the calls step by step: `choose` names the call that goes on, of those that are not over. */
async function run<State>(
  calls: ConcurrentCalls,
  { given, afterAppend, stateOf }: Setting<State>,
  choose: (open: readonly string[], step: number) => string,
): Promise<Interleaving<State> & { readonly open: readonly (readonly string[])[] }> {
  const store = new InMemoryEventStore();
  await given(store);
  const results: Record<string, Result> = {};
  const running = new Map<string, { stepped: SteppedStore; done: Promise<void> }>();
  const precedes = new Map<string, Set<string>>();
  const steps: string[] = [];
  const open: (readonly string[])[] = [];
  for (;;) {
    const left = Object.keys(calls).filter((name) => results[name] === undefined);
    if (left.length === 0) break;
    open.push(left);
    const name = choose(left, steps.length);
    steps.push(name);
    const before = running.get(name);
    if (before) {
      const stop = before.stepped.nextStop();
      before.stepped.goOn();
      await Promise.race([stop, before.done]);
    } else {
      precedes.set(name, new Set(Object.keys(results)));
      const stepped = new SteppedStore(store);
      const decider = new Decider(stepped.asStore);
      afterAppend(store, decider);
      const stop = stepped.nextStop();
      const done = calls[name]!(decider).then((result) => void (results[name] = result));
      running.set(name, { stepped, done });
      await Promise.race([stop, done]);
    }
  }
  return { results, state: await stateOf(store), steps, precedes, open };
}

/** Some orders in which the calls can read and append, chosen at random. */
async function* someInterleavings<State>(
  calls: ConcurrentCalls,
  setting: Setting<State>,
  number: number,
): AsyncGenerator<Interleaving<State>> {
  for (let n = 0; n < number; n++)
    yield await run(calls, setting, (open) => open[Math.floor(Math.random() * open.length)]!);
}

/** Every order in which the calls can read and append: each step is a call that goes on up to its next append. */
async function* allInterleavings<State>(
  calls: ConcurrentCalls,
  setting: Setting<State>,
): AsyncGenerator<Interleaving<State>> {
  for (let prefix: string[] | null = []; prefix;) {
    const fixed: readonly string[] = prefix;
    const result = await run(calls, setting, (open, step) => fixed[step] ?? open[0]!);
    yield result;
    prefix = null;
    for (let step = result.steps.length - 1; step >= 0 && !prefix; step--) {
      const next = result.open[step]!.indexOf(result.steps[step]!) + 1;
      if (next < result.open[step]!.length) prefix = [...result.steps.slice(0, step), result.open[step]![next]!];
    }
  }
}

const ordersOf = (names: readonly string[]): string[][] =>
  names.length < 2
    ? [[...names]]
    : names.flatMap((first) => ordersOf(names.filter((name) => name !== first)).map((rest) => [first, ...rest]));

/**
 * The interleavings that no order of the calls explains: an order explains one if the same calls succeed, the state is the
 * same, and a call that was over before another began comes before it. A refused call may have any code that it has in
 * some order. `atMost`: only so many interleavings are tried, chosen at random.
 */
export async function unexplained<State>(
  calls: ConcurrentCalls,
  setting: Setting<State>,
  atMost?: number,
): Promise<Run<State>[]> {
  const orders = await Promise.all(
    ordersOf(Object.keys(calls)).map(async (order) => ({
      order,
      ...(await run(calls, setting, (open) => order.find((name) => open.includes(name))!)),
    })),
  );
  const codes = (name: string) => new Set(orders.map(({ results }) => results[name]));
  const found: Run<State>[] = [];
  const tried = atMost ? someInterleavings(calls, setting, atMost) : allInterleavings(calls, setting);
  for await (const { results, state, steps, precedes } of tried) {
    const isExplained = orders.some(
      ({ order, results: expected, state: expectedState }) =>
        isDeepStrictEqual(state, expectedState) &&
        order.every((name, n) => !order.slice(0, n).some((earlier) => precedes.get(earlier)!.has(name))) &&
        Object.entries(results).every(([name, result]) =>
          result === 'OK' ? expected[name] === 'OK' : expected[name] !== 'OK' && codes(name).has(result),
        ),
    );
    if (!isExplained) found.push({ results, state, steps } as Run<State>);
  }
  return found;
}
