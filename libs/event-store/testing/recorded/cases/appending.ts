import type { Cases } from '../case';
import { binaryEvent } from '@eventstore/db-client';
import { collect, counted, countedTo, numbers, positions, revisions, trend, unbroken } from '../events';
import { outcomeOf, upTo } from '../steps';

const MiB = 1024 * 1024;
const credentials = { username: 'admin', password: 'changeit' };
/** Bytes of data that weigh exactly so much; only data counts toward the limit. */
const weighing = (bytes: number) => binaryEvent({ type: 'Heavy', data: new Uint8Array(bytes) });

export const appending: Cases = {
  'append-no-stream-starts-a-stream': async ({ client, stream }) => {
    const result = await client.appendToStream(stream('a'), counted(0), { expectedRevision: 'no_stream' });
    return { result, stored: await collect(client.readStream(stream('a'))) };
  },

  'append-any': async ({ client, stream }) => [
    await client.appendToStream(stream('a'), counted(0), { expectedRevision: 'any' }),
    await client.appendToStream(stream('a'), counted(1), { expectedRevision: 'any' }),
    await client.appendToStream(stream('a'), counted(2)),
  ],

  'append-at-exact-revisions': async ({ client, stream }) => [
    await client.appendToStream(stream('a'), counted(0), { expectedRevision: 'no_stream' }),
    await client.appendToStream(stream('a'), counted(1), { expectedRevision: 0n }),
    await client.appendToStream(stream('a'), countedTo(3), { expectedRevision: 1n }),
    await client.appendToStream(stream('a'), counted(5), { expectedRevision: 4n }),
  ],

  'append-stream-exists-to-an-existing-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0));
    return client.appendToStream(stream('a'), counted(1), { expectedRevision: 'stream_exists' });
  },

  'append-several-at-once': async ({ client, stream }) => {
    const result = await client.appendToStream(stream('a'), countedTo(3), { expectedRevision: 'no_stream' });
    const events = await collect(client.readStream(stream('a')));
    return { result, revisions: revisions(events), positions: positions(events), numbers: numbers(events) };
  },

  'append-a-thousand-at-once': async ({ client, stream }) => {
    const result = await client.appendToStream(stream('a'), countedTo(1000), { expectedRevision: 'no_stream' });
    const events = await collect(client.readStream(stream('a')));
    return {
      nextExpectedRevision: result.nextExpectedRevision,
      numbers: unbroken(numbers(events)),
      positions: trend(positions(events)),
      resultIsTheLast: result.position!.commit === events.at(-1)!.position.commit,
    };
  },

  'append-positions-increase-over-all-streams': async ({ client, stream }) => {
    const results = [];
    for (const n of upTo(6)) results.push(await client.appendToStream(stream(`s${n % 3}`), counted(n)));
    return { positions: positions(results), revisions: results.map((result) => result.nextExpectedRevision) };
  },

  'append-with-credentials': async ({ client, stream }) =>
    // Credentials on a call select the Append method in place of BatchAppend.
    client.appendToStream(stream('a'), countedTo(2), { expectedRevision: 'no_stream', credentials }),

  'append-with-credentials-wrong-revision': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    return outcomeOf(client.appendToStream(stream('a'), counted(3), { expectedRevision: 0n, credentials }));
  },

  'append-nothing-to-an-existing-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    const { success, nextExpectedRevision } = await client.appendToStream(stream('a'), [], { expectedRevision: 2n });
    return { success, nextExpectedRevision };
  },

  'append-nothing-to-a-missing-stream': async ({ client, stream }) => {
    const { success, nextExpectedRevision } = await client.appendToStream(stream('a'), [], {
      expectedRevision: 'no_stream',
    });
    return {
      success,
      nextExpectedRevision,
      read: await outcomeOf(collect(client.readStream(stream('a')))),
      appendAtThatRevision: await outcomeOf(
        client.appendToStream(stream('a'), counted(0), { expectedRevision: nextExpectedRevision }),
      ),
    };
  },

  'append-at-the-size-limit': ({ client, stream }) => client.appendToStream(stream('a'), weighing(MiB)),

  'append-metadata-above-the-size-limit': ({ client, stream }) =>
    client.appendToStream(stream('a'), counted(0, { metadata: { ballast: 'x'.repeat(MiB) } })),

  'append-above-the-size-limit': async ({ client, stream }) => ({
    refused: await outcomeOf(client.appendToStream(stream('a'), weighing(MiB + 1))),
    read: await outcomeOf(collect(client.readStream(stream('a')))),
    nextAppend: await outcomeOf(client.appendToStream(stream('a'), counted(0), { expectedRevision: 'no_stream' })),
  }),

  'append-above-the-size-limit-in-sum': async ({ client, stream }) => ({
    refused: await outcomeOf(client.appendToStream(stream('a'), [weighing(MiB), weighing(1)])),
    read: await outcomeOf(collect(client.readStream(stream('a')))),
  }),

  'append-above-the-size-limit-with-credentials': async ({ client, stream }) =>
    outcomeOf(client.appendToStream(stream('a'), weighing(MiB + 1), { credentials })),
};
