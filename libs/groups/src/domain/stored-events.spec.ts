import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Event, upcast } from '@app/kernel';
import { streamKinds } from '../testing/every-event.examples';
import { ravi } from '../testing/people.examples';
import { storedEvents } from './streams';

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../testing', name), 'utf8'));
/** The data of an example of each event, as it is stored, by kind of stream and type. */
const stored = readJson('stored-events.json') as Record<string, Record<string, object>>;
/** Events as they were stored once, by kind of stream, and how they are read today. */
const former = readJson('former-events.json') as Record<string, { stored: Event; read: Event }[]>;
const streamsOf = (kind: string) => storedEvents.find(({ prefix }) => prefix === `${kind}-`)!;

/**
 * Stores hold what was written once, for ever. When this fails because a shape has changed: give the new shape a name of
 * its own, or an upcast, and move the former one to `former-events.json` (docs/changing-events.md). A new type, and a new
 * optional field, only need to be added to `stored-events.json`.
 */
describe.each(Object.entries(streamKinds))('the events of %s streams are stored as ever', (kind, { events }) => {
  it.each(events(ravi).map((event) => [event.type, event] as const))('%s', (type, { data }) =>
    expect(JSON.parse(JSON.stringify(data))).toEqual(stored[kind]![type]),
  );
});

it('every event type is among the stored examples, and no other', () => {
  const types = Object.entries(stored).map(([kind, events]) => [`${kind}-`, Object.keys(events).sort()]);
  expect(Object.fromEntries(types)).toEqual(
    Object.fromEntries(storedEvents.map(({ prefix, types }) => [prefix, [...types].sort()])),
  );
});

describe('events of former shapes', () => {
  const all = Object.entries(former).flatMap(([kind, events]) => events.map((each) => ({ kind, ...each })));
  it.each(all)('$kind: $stored.type is read as $read.type', ({ kind, stored, read }) => {
    const { types, upcasts } = streamsOf(kind);
    expect(upcast(upcasts!, stored)).toEqual(read);
    expect(types).toContain(read.type);
  });
  it.each(storedEvents.filter(({ upcasts }) => upcasts))(
    'in $prefix streams: each upcast has an example',
    (streams) => {
      const examples = former[streams.prefix.slice(0, -1)]!.map(({ stored }) => stored.type);
      expect([...new Set(examples)].sort()).toEqual(Object.keys(streams.upcasts!).sort());
    },
  );
  it("do not include any of today's", () => {
    for (const [kind, events] of Object.entries(stored))
      for (const [type, data] of Object.entries(events))
        expect(upcast(streamsOf(kind).upcasts ?? {}, { type, data })).toEqual({ type, data });
  });
});
