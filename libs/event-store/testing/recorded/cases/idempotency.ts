import type { AppendExpectedRevision, AppendToStreamOptions, EventStoreDBClient } from '@eventstore/db-client';
import type { Cases } from '../case';
import { collect, counted, type countedTo, newId, numbers, positions } from '../events';
import { outcomeOf, upTo } from '../steps';

export const idempotency: Cases = {
  'repeat-no-stream': async ({ client, stream }) => repeat(client, stream('a'), { expectedRevision: 'no_stream' }),

  'repeat-any': ({ client, stream }) => repeat(client, stream('a'), { expectedRevision: 'any' }),

  'repeat-stream-exists': ({ client, stream }) => repeat(client, stream('a'), { expectedRevision: 'stream_exists' }),

  'repeat-exact-old-revision': async ({ client, stream }) => {
    const events = identified(2);
    await client.appendToStream(stream('a'), counted(9));
    const first = await client.appendToStream(stream('a'), events, { expectedRevision: 0n });
    const again = await client.appendToStream(stream('a'), events, { expectedRevision: 0n });
    return { first, again, stored: await stored(client, stream('a')) };
  },

  'repeat-no-stream-after-later-events': ({ client, stream }) =>
    repeat(client, stream('a'), { expectedRevision: 'no_stream' }, [counted(7), counted(8)]),

  'repeat-any-after-later-events': ({ client, stream }) =>
    repeat(client, stream('a'), { expectedRevision: 'any' }, [counted(7), counted(8)]),

  'repeat-at-the-current-revision-writes-again': ({ client, stream }) =>
    repeat(client, stream('a'), { expectedRevision: 1n }),

  'repeat-at-a-revision-between': ({ client, stream }) =>
    repeat(client, stream('a'), { expectedRevision: 0n }, [counted(7)]),

  'repeat-with-credentials': ({ client, stream }) =>
    repeat(client, stream('a'), {
      expectedRevision: 'no_stream',
      credentials: { username: 'admin', password: 'changeit' },
    }),

  'repeat-through-another-client': async ({ client, connect, stream }) => {
    const events = identified(2);
    const first = await client.appendToStream(stream('a'), events, { expectedRevision: 'no_stream' });
    const again = await connect().appendToStream(stream('a'), events, { expectedRevision: 'no_stream' });
    return { first, again, stored: await stored(client, stream('a')) };
  },

  'repeat-with-other-content-keeps-the-first': async ({ client, stream }) => {
    const id = newId();
    await client.appendToStream(stream('a'), counted(1, { id }), { expectedRevision: 'no_stream' });
    const again = await client.appendToStream(stream('a'), counted(2, { id, type: 'Other' }), {
      expectedRevision: 'no_stream',
    });
    return { again, stored: await stored(client, stream('a')) };
  },

  'repeat-in-another-stream-is-no-repeat': async ({ client, stream }) => {
    const events = identified(1);
    await client.appendToStream(stream('a'), events);
    return client.appendToStream(stream('b'), events, { expectedRevision: 'no_stream' });
  },

  'repeat-of-a-part': async ({ client, stream }) => ({
    first: {
      noStream: await repeatOf([0], client, stream('a'), 'no_stream'),
      any: await repeatOf([0], client, stream('b'), 'any'),
    },
    last: {
      noStream: await repeatOf([1], client, stream('c'), 'no_stream'),
      atItsRevision: await repeatOf([1], client, stream('d'), 0n),
      any: await repeatOf([1], client, stream('e'), 'any'),
    },
  }),

  'repeat-in-another-order': async ({ client, stream }) => ({
    noStream: await repeatOf([1, 0], client, stream('a'), 'no_stream'),
    any: await repeatOf([1, 0], client, stream('b'), 'any'),
  }),

  'repeat-with-something-new': async ({ client, stream }) => ({
    knownThenNew: {
      noStream: await repeatOf([0, 1, 2], client, stream('a'), 'no_stream'),
      any: await repeatOf([0, 1, 2], client, stream('b'), 'any'),
    },
    newThenKnown: {
      noStream: await repeatOf([2, 0], client, stream('c'), 'no_stream'),
      any: await repeatOf([2, 0], client, stream('d'), 'any'),
    },
  }),

  'one-id-twice-in-one-append': async ({ client, stream }) => {
    const id = newId();
    const result = await outcomeOf(client.appendToStream(stream('a'), [counted(0, { id }), counted(1, { id })]));
    return { result, stored: await stored(client, stream('a')) };
  },
};

const identified = (count: number) => upTo(count).map((n) => counted(n, { id: newId() }));

const stored = async (client: EventStoreDBClient, name: string) => {
  const events = await collect(client.readStream(name));
  return { numbers: numbers(events), positions: positions(events) };
};

/** Two events appended to a new stream, perhaps others after them, then the same two again with the expectation. */
async function repeat(
  client: EventStoreDBClient,
  name: string,
  expectation: AppendToStreamOptions,
  between: ReturnType<typeof countedTo> = [],
) {
  const events = identified(2);
  const first = await client.appendToStream(name, events, { expectedRevision: 'no_stream' });
  if (between.length > 0) await client.appendToStream(name, between);
  const again = await outcomeOf(client.appendToStream(name, events, expectation));
  return { first, again, stored: await stored(client, name) };
}

/** Events 0 and 1 are stored; then the picked ones of 0, 1 and the new 2 are appended. */
async function repeatOf(
  picked: readonly number[],
  client: EventStoreDBClient,
  name: string,
  expectedRevision: AppendExpectedRevision,
) {
  const events = identified(3);
  await client.appendToStream(name, events.slice(0, 2), { expectedRevision: 'no_stream' });
  const again = await outcomeOf(
    client.appendToStream(
      name,
      picked.map((n) => events[n]!),
      { expectedRevision },
    ),
  );
  return { again, stored: await stored(client, name) };
}
