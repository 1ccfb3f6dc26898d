import type { AppendExpectedRevision, EventStoreDBClient } from '@eventstore/db-client';
import type { Cases, Given } from '../case';
import { collect, counted, countedTo, newId, numbers, revisions } from '../events';
import { outcomeOf, pause } from '../steps';

export const deleting: Cases = {
  'delete-then-read': async (given) => {
    const { client, stream } = given;
    const result = await deleted(given);
    return {
      result,
      forwards: await outcomeOf(collect(client.readStream(stream('a')))),
      backwards: await outcomeOf(
        collect(client.readStream(stream('a'), { direction: 'backwards', fromRevision: 'end' })),
      ),
      metadata: (await client.getStreamMetadata(stream('a'))).metadata,
    };
  },

  'delete-then-append': async ({ client, stream }) => ({
    noStream: await appendedAfterDelete(client, stream('a'), 'no_stream'),
    any: await appendedAfterDelete(client, stream('b'), 'any'),
    lastRevision: await appendedAfterDelete(client, stream('c'), 1n),
    streamExists: await appendedAfterDelete(client, stream('d'), 'stream_exists'),
    anotherRevision: await appendedAfterDelete(client, stream('e'), 0n),
  }),

  'delete-then-repeat-an-append': async ({ client, stream }) => {
    const event = counted(0, { id: newId() });
    await client.appendToStream(stream('a'), event, { expectedRevision: 'no_stream' });
    await client.deleteStream(stream('a'));
    const again = await outcomeOf(client.appendToStream(stream('a'), event, { expectedRevision: 'no_stream' }));
    return { again, read: await readBack(client, stream('a')) };
  },

  'delete-keeps-the-events-in-all': async (given) => {
    const { client, stream } = given;
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    await deleted(given);
    const events = await collect(client.readAll({ fromPosition: position }));
    return events.map(({ streamId, type, revision }) => ({ streamId, type, revision }));
  },

  'delete-with-an-expectation': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    return {
      wrongRevision: await outcomeOf(client.deleteStream(stream('a'), { expectedRevision: 0n })),
      noStream: await outcomeOf(client.deleteStream(stream('a'), { expectedRevision: 'no_stream' })),
      lastRevision: await outcomeOf(client.deleteStream(stream('a'), { expectedRevision: 1n })),
    };
  },

  'delete-a-missing-stream': ({ client, stream }) => outcomeOf(client.deleteStream(stream('a'))),

  'delete-twice': async (given) => {
    await deleted(given);
    return outcomeOf(given.client.deleteStream(given.stream('a')));
  },

  'tombstone-then-everything': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    return {
      result: await client.tombstoneStream(stream('a'), { expectedRevision: 1n }),
      read: await outcomeOf(collect(client.readStream(stream('a')))),
      readBackwards: await outcomeOf(
        collect(client.readStream(stream('a'), { direction: 'backwards', fromRevision: 'end' })),
      ),
      append: await outcomeOf(client.appendToStream(stream('a'), counted(2))),
      appendNoStream: await outcomeOf(
        client.appendToStream(stream('a'), counted(2), { expectedRevision: 'no_stream' }),
      ),
      appendStreamExists: await outcomeOf(
        client.appendToStream(stream('a'), counted(2), { expectedRevision: 'stream_exists' }),
      ),
      appendAtRevision: await outcomeOf(client.appendToStream(stream('a'), counted(2), { expectedRevision: 1n })),
      delete: await outcomeOf(client.deleteStream(stream('a'))),
      tombstone: await outcomeOf(client.tombstoneStream(stream('a'))),
      getMetadata: await outcomeOf(client.getStreamMetadata(stream('a'))),
      setMetadata: await outcomeOf(client.setStreamMetadata(stream('a'), { maxCount: 1 })),
    };
  },

  'tombstone-at-a-wrong-revision': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    return outcomeOf(client.tombstoneStream(stream('a'), { expectedRevision: 0n }));
  },

  'tombstone-a-missing-stream': async ({ client, stream }) => ({
    result: await outcomeOf(client.tombstoneStream(stream('a'))),
    append: await outcomeOf(client.appendToStream(stream('a'), counted(0))),
  }),

  'tombstone-in-all': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('a'), countedTo(2));
    await client.tombstoneStream(stream('a'));
    const events = await collect(client.readAll({ fromPosition: position }));
    return events.map(({ streamId, type, revision }) => ({ streamId, type, revision }));
  },
};

async function deleted({ client, stream }: Given) {
  await client.appendToStream(stream('a'), countedTo(2));
  return client.deleteStream(stream('a'));
}

async function appendedAfterDelete(client: EventStoreDBClient, name: string, expectedRevision: AppendExpectedRevision) {
  await client.appendToStream(name, countedTo(2));
  await client.deleteStream(name);
  const appended = await outcomeOf(client.appendToStream(name, counted(9), { expectedRevision }));
  const read = appended instanceof Error ? await readBack(client, name) : await readOnceVisible(client, name);
  return { appended, read };
}

/** A deleted stream that was just appended to may look missing for a moment longer. */
async function readOnceVisible(client: EventStoreDBClient, name: string) {
  for (;;) {
    const read = await readBack(client, name);
    if (!(read instanceof Error)) return read;
    await pause(10);
  }
}

async function readBack(client: EventStoreDBClient, name: string) {
  const events = await outcomeOf(collect(client.readStream(name)));
  return events instanceof Error ? events : { numbers: numbers(events), revisions: revisions(events) };
}
