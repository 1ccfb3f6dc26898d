import type { Cases, Given } from '../case';
import { eventTypeFilter, excludeSystemEvents, streamNameFilter, type Filter } from '@eventstore/db-client';
import { counted } from '../events';
import { follow } from '../follow';
import { upTo } from '../steps';

export const filtering: Cases = {
  'filter-stream-prefix': (given) => passed(given, streamNameFilter({ prefixes: [given.stream('b')] }), 'end of b'),

  'filter-two-stream-prefixes': (given) =>
    passed(given, streamNameFilter({ prefixes: ['b', 'c'].map(given.stream) }), 'end of c'),

  'filter-stream-regex': (given) => passed(given, streamNameFilter({ regex: `^${given.stream('')}[ac]$` }), 'end of c'),

  'filter-stream-regex-matches-anywhere': (given) =>
    passed(given, streamNameFilter({ regex: given.stream('c').slice(4) }), 'end of c'),

  'filter-type-prefix': (given) => passed(given, eventTypeFilter({ prefixes: ['Odd'] }), 'end of b'),

  'filter-type-regex': (given) => passed(given, eventTypeFilter({ regex: '^(Even|Last)$' }), 'end of c'),

  'filter-without-system-events': (given) => passed(given, excludeSystemEvents(), 'end of c'),

  'filter-none': (given) => passed(given, undefined, 'end of c'),
};

/**
 * Streams a, b and c get two events each, a gets metadata, and each gets an end when the subscription is live.
 * Gives the events that pass the filter, up to the named end, which must be the last that passes.
 */
async function passed({ client, stream }: Given, filter: Filter | undefined, lastEnd: string) {
  const { position } = await client.appendToStream(stream('before'), counted(-1));
  for (const n of upTo(6)) {
    await client.appendToStream(stream('abc'[n % 3]!), counted(n, { type: n % 2 ? 'Odd' : 'Even' }));
  }
  await client.setStreamMetadata(stream('a'), { maxCount: 10 });

  const seen = follow(() => client.subscribeToAll({ fromPosition: position, filter }));
  await seen.signal('caughtUp');
  for (const [name, type] of [
    ['a', 'Odd'],
    ['b', 'Odd'],
    ['c', 'Last'],
  ] as const) {
    await client.appendToStream(stream(name), counted(`end of ${name}`, { type }));
  }
  await seen.numberSeen(lastEnd);
  return seen.events().map(({ streamId, type, data }) => ({ streamId, type, n: data.n }));
}
