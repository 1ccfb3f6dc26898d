import { type Event, NO_STREAM, type Recorded } from '@app/kernel';
import { olga, siteId } from './people.examples';

/** The time of the event at this position of a history: one event each second. */
export const timeOfPosition = (position: number): string =>
  new Date(Date.UTC(2024, 4, 1, 10, 0, position)).toISOString();

/**
 * Records events like an event store: with positions over all streams, and revisions in each. The event at position n has
 * the id `event-<n>` and happened in second n.
 */
export function history(): <E extends Event>(stream: string, event: E) => Recorded<E> {
  const revisions = new Map<string, number>();
  let position = 0;
  return <E extends Event>(stream: string, event: E) => {
    const revision = (revisions.get(stream) ?? NO_STREAM) + 1;
    revisions.set(stream, revision);
    position += 1;
    const [id, at] = [`event-${position}`, timeOfPosition(position)];
    const actor = { type: 'MEMBER' as const, id: olga.id };
    const metadata = { actor, siteId, at, commandId: id, correlationId: id, depth: 0, part: 1, of: 1 };
    return { ...event, id, stream, revision, position: BigInt(position), at, metadata } as unknown as Recorded<E>;
  };
}

/** Events of one stream, recorded. */
export function recorded<E extends Event>(...events: readonly E[]): Recorded<E>[] {
  const record = history();
  return events.map((event) => record('one-stream', event));
}

/** The state of a fold after these events of one stream. */
export const stateAfter = <State, E extends Event>(
  { initial, evolve }: { initial: () => State; evolve: (state: State, event: Recorded<E>) => State },
  ...events: readonly E[]
): State => recorded(...events).reduce(evolve, initial());
