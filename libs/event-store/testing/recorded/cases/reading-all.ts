import type { Cases, Given } from '../case';
import { type EventStoreDBClient, type Position, streamNameFilter } from '@eventstore/db-client';
import { byNumber, collect, counted, countedTo, numbers, positions, trend } from '../events';
import { outcomeOf, upTo } from '../steps';

const backwards = { direction: 'backwards' } as const;
const beyond = { commit: 2n ** 60n, prepare: 2n ** 60n };

type ReadAll = Parameters<EventStoreDBClient['readAll']>[0] & { readonly filter?: unknown };

export const readingAll: Cases = {
  'all-forwards-from-a-position-includes-it': async (given) => {
    const [, second] = await storyOfSix(given);
    return {
      all: await seen(given, { fromPosition: second!.position }),
      some: await seen(given, { fromPosition: second!.position, maxCount: 2 }),
    };
  },

  'all-backwards-from-a-position-excludes-it': async (given) => {
    const story = await storyOfSix(given);
    return {
      fromThree: await seen(given, { ...backwards, fromPosition: story[3]!.position, maxCount: 3 }),
      fromEnd: await seen(given, { ...backwards, fromPosition: 'end', maxCount: 3 }),
    };
  },

  'all-from-outside': async (given) => {
    await storyOfSix(given);
    return {
      forwardsFromEnd: await seen(given, { fromPosition: 'end' }),
      forwardsFromBeyond: await seen(given, { fromPosition: beyond }),
      backwardsFromStart: await seen(given, { ...backwards, fromPosition: 'start' }),
      backwardsFromBeyond: await seen(given, { ...backwards, fromPosition: beyond, maxCount: 1 }),
    };
  },

  'all-from-a-position-of-no-event': async (given) => {
    const [first] = await storyOfSix(given);
    const { commit, prepare } = first!.position;
    return seen(given, { fromPosition: { commit: commit + 1n, prepare: prepare + 1n } });
  },

  'all-from-start-begins-at-the-beginning': async (given) => {
    await storyOfSix(given);
    const events = await collect(given.client.readAll({ maxCount: 50 }));
    return { positions: trend(positions(events)), some: events.length > 0 };
  },

  'all-has-the-order-of-the-appends': async (given) => {
    const story = await storyOfSix(given);
    const events = await fromHere(given, story);
    return {
      events: events.map(({ streamId, revision, data }) => ({ streamId, revision, n: data.n })),
      positions: trend(positions(events)),
      commitEqualsPrepare: events.every(({ position }) => position.commit === position.prepare),
    };
  },

  'all-has-a-position-for-each-event-of-one-append': async (given) => {
    const { client, stream } = given;
    const result = await client.appendToStream(stream('a'), countedTo(4));
    const events = await collect(client.readStream(stream('a')));
    return { result: result.position, stream: positions(events), all: positions(await fromHere(given, events)) };
  },

  'all-never-mixes-the-events-of-two-appends': async (given) => {
    const { client, stream } = given;
    await client.appendToStream(stream('first'), counted(-1));
    await Promise.all(
      upTo(20).map((k) =>
        client.appendToStream(
          stream(`s${k}`),
          [0, 1, 2].map((n) => counted(10 * k + n)),
        ),
      ),
    );
    const [first] = await collect(client.readStream(stream('first')));
    const [, ...events] = await fromHere(given, [first!]);
    const wholes = upTo(20).map((k) => events.slice(3 * k, 3 * k + 3));
    return {
      events: events.length,
      together: wholes.every((whole) => new Set(whole.map(({ streamId }) => streamId)).size === 1),
      positions: trend(positions(events)),
    };
  },

  'all-has-no-filter': async (given) => {
    const story = await storyOfSix(given);
    const filter = streamNameFilter({ prefixes: [given.stream('b')] });
    return seen(given, { fromPosition: story[0]!.position, filter });
  },

  'all-has-metadata-events': async (given) => {
    const { client, stream } = given;
    const story = await storyOfSix(given);
    await client.setStreamMetadata(stream('a'), { maxCount: 100 });
    const events = await collect(client.readAll({ fromPosition: story[5]!.position }));
    return events
      .filter(({ streamId }) => streamId.endsWith(stream('a')))
      .map(({ streamId, type, revision, isJson, data }) => ({ streamId, type, revision, isJson, data }));
  },
};

/** Events 0 to 5, appended one by one in turn to the streams a and b, as they were stored. */
async function storyOfSix({ client, stream }: Given) {
  for (const n of upTo(6)) await client.appendToStream(stream('ab'[n % 2]!), counted(n));
  const stored = await Promise.all(['a', 'b'].map((name) => collect(client.readStream(stream(name)))));
  return stored.flat().sort((one, other) => byNumber(one.data.n, other.data.n));
}

/** The numbers of the case's own events in a read of $all. */
async function seen({ client, stream }: Given, options: ReadAll) {
  const events = await outcomeOf(collect(client.readAll(options)));
  if (events instanceof Error) return events;
  return numbers(events.filter(({ streamId }) => streamId.startsWith(stream(''))));
}

async function fromHere({ client, stream }: Given, [first]: readonly { readonly position: Position }[]) {
  const events = await collect(client.readAll({ fromPosition: first!.position }));
  return events.filter(({ streamId }) => streamId.startsWith(stream('')));
}
