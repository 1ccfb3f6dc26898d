import type { Event } from '@app/kernel';
import { copiedEntriesCounter } from '../testing/copied-entries';
import { type StreamKind, streamKinds } from '../testing/every-event.examples';
import { groupCreated, roleAssigned, roleUnassigned } from '../testing/group.examples';
import { history } from '../testing/history';
import { type Person, ravi, siteId } from '../testing/people.examples';

const kinds = Object.entries(streamKinds);
const everyType = kinds.flatMap(([name, kind]) => kind.fold.types.map((type) => [name, type, kind] as const));
const person = (n: number): Person => ({ kind: 'MEMBER', siteId, id: `person-${n}`, memberId: `person-${n}` });

/** Folds events that follow each other in one stream, and gives the state after each one to `check`. */
function foldEach({ fold }: StreamKind, events: Iterable<Event>, check: (state: unknown) => void) {
  const record = history();
  let state = fold.initial();
  for (const event of events) {
    state = fold.evolve(state, record('one-stream', event));
    check(state);
  }
}

/** An example of every event type of the stream, and then so many events of one type, each about somebody else. */
function* manyOf(kind: StreamKind, type: string, number: number): Iterable<Event> {
  yield* kind.events(ravi);
  for (let n = 0; n < number; n++) yield kind.events(person(n)).find((event) => event.type === type)!;
}

describe('the examples', () => {
  it.each(kinds)('have every event type of a stream of the kind %s, once', (_, { fold, events }) =>
    expect(
      events(ravi)
        .map(({ type }) => type)
        .sort(),
    ).toEqual([...fold.types].sort()),
  );
});

describe('the work of a fold', () => {
  /** More than any state has fields, and far less than what would grow with the number of events. */
  const MOST_PER_EVENT = 250;
  /** The most entries that one of these events made the fold write. */
  function mostWork(kind: StreamKind, events: Iterable<Event>): number {
    const count = copiedEntriesCounter();
    let most = 0;
    foldEach(kind, events, (state) => (most = Math.max(most, count(state))));
    return most;
  }

  it.each(everyType)('%s: does not grow with the number of earlier events: %s', (_, type, kind) =>
    expect(mostWork(kind, manyOf(kind, type, 200))).toBeLessThan(MOST_PER_EVENT),
  );

  it('is as little for the last of twenty thousand changes of roles as for the first', () => {
    const events = Array.from({ length: 10_000 }, (_, n) => [
      roleAssigned(person(n)),
      n % 2 === 0 ? roleUnassigned(person(n), 'LEFT') : roleAssigned(person(-n)),
    ]).flat();
    expect(mostWork(streamKinds.group, [groupCreated(), ...events])).toBeLessThan(MOST_PER_EVENT);
  });
});

describe('a fold', () => {
  it.each(everyType)('%s: takes every event in every state, the first one too: %s', (_, type, kind) => {
    const event = kind.events(ravi).find((each) => each.type === type)!;
    expect(() => foldEach(kind, [event, ...kind.events(ravi), event], () => {})).not.toThrow();
  });
});

describe('a state', () => {
  it.each(kinds)('of the kind %s does not change when later events are folded', (_, kind) => {
    const states: unknown[] = [];
    const events = [ravi, person(1), ravi, person(2)].flatMap((each) => [
      ...kind.events(each),
      ...kind.events(each).reverse(),
    ]);
    foldEach(kind, events, (state) => states.push(deepFreeze(state)));
    const again: unknown[] = [];
    foldEach(kind, events, (state) => again.push(state));
    expect(states).toEqual(again);
  });
});

/** Freezes an object and everything in it, so that a change throws. A `Map` cannot be frozen: a state has none. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map || value instanceof Set) throw new TypeError('a state holds a map that can be changed');
  Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
