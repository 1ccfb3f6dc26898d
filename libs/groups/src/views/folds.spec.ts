import type { Event, Fold } from '@app/kernel';
import { copiedEntriesCounter } from '../testing/copied-entries';
import { streamKinds } from '../testing/every-event.examples';
import { history } from '../testing/history';
import { ravi } from '../testing/people.examples';
import { views } from './collections';

type AnyFold = Fold<Event, unknown>;
const examples = Object.values(streamKinds).flatMap(({ events }) => events(ravi));
const everyFold = views.flatMap(({ projection: { name, on } }) =>
  Object.entries(on).flatMap(([type, step]) =>
    step === undefined || ('kind' in step && step.kind === 'sweep') ? [] : [[name, type, [step].flat()] as const],
  ),
);

/** More than any document has fields, and less than what would grow with the number of events. */
const MOST_PER_EVENT = 150;

/** The most entries that an event made a fold write, of so many events of one type after one of each type. */
function mostWork(name: string, type: string, number: number): number {
  const { on } = views.find(({ projection }) => projection.name === name)!.projection;
  const count = copiedEntriesCounter();
  const record = history();
  const last = examples.find((event) => event.type === type)!;
  const created = examples.filter((event) => !event.type.endsWith('Deleted') && event.type !== type);
  let document: unknown = null;
  let most = 0;
  for (const event of [...created, ...Array.from({ length: number }, () => last)]) {
    const step = on[event.type];
    if (!step || ('kind' in step && step.kind === 'sweep')) continue;
    for (const { fold } of [step].flat() as AnyFold[]) document = fold(document, record('one-stream', event));
    most = Math.max(most, count(document));
  }
  return most;
}

describe('the work of a projection', () => {
  it('is tested for every event type that a view folds', () => expect(everyFold.length).toBeGreaterThan(30));

  it.each(everyFold)('%s: does not grow with the number of earlier events: %s', (name, type) =>
    expect(mostWork(name, type, 200)).toBeLessThan(MOST_PER_EVENT),
  );
});
