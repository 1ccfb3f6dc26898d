import type { Filter, Position, ReadableSubscription, RecordedEvent } from '@eventstore/db-client';
import type { Counted } from './events';

type Signal = 'confirmation' | 'caughtUp' | 'fellBehind' | 'end' | 'close';
type Checkpoint = { readonly checkpoint: Position };
type Entry = Signal | Checkpoint | Counted | Error;
export type OnCheckpoint = NonNullable<Filter['checkpointReached']>;

export const isEvent = (entry: Entry): entry is Counted => typeof entry === 'object' && 'streamId' in entry;
export const isCheckpoint = (entry: Entry): entry is Checkpoint => typeof entry === 'object' && 'checkpoint' in entry;
const isError = (entry: Entry): entry is Error => entry instanceof Error;

export type Followed = ReturnType<typeof follow>;

/**
 * Listens to a subscription and keeps all that it says, in order: the names of signals, events, errors and
 * `{ checkpoint }`. `open` gets the callback for checkpoints and returns the subscription.
 */
export function follow(open: (reached: OnCheckpoint) => ReadableSubscription<{ event?: RecordedEvent }>) {
  const log: Entry[] = [];
  const waiting = new Set<() => void>();
  const note = (entry: Entry): void => {
    log.push(entry);
    waiting.forEach((check) => check());
  };
  const until = (enough: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!enough()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  const subscription = open((_, position) => note({ checkpoint: position }));
  for (const signal of ['confirmation', 'caughtUp', 'fellBehind', 'end', 'close'] as const) {
    subscription.on(signal as string, () => note(signal));
  }
  subscription.on('data', ({ event }) => note(event as Counted)).on('error', note);

  const events = (): Counted[] => log.filter(isEvent);
  return {
    log: log as readonly Entry[],
    events,
    checkpoints: (): Position[] => log.filter(isCheckpoint).map(({ checkpoint }) => checkpoint),
    /** The log with each event as its number, or as its type when it has none. */
    story: () => log.map((entry) => (isEvent(entry) ? (entry.data.n ?? entry.type) : entry)),
    until,
    signal: (name: Signal) => until(() => log.includes(name)),
    numberSeen: (n: number | string) => until(() => events().some(({ data }) => data?.n === n)),
    error: () => until(() => log.some(isError)),
    stop: () => subscription.unsubscribe(),
  };
}
