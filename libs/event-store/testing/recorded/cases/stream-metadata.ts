import type { EventStoreDBClient, ReadStreamOptions } from '@eventstore/db-client';
import type { Cases } from '../case';
import { collect, counted, countedTo, numbers, revisions } from '../events';
import { outcomeOf, pause } from '../steps';

export const streamMetadata: Cases = {
  'stream-metadata-round-trip': async ({ client, stream }) => {
    const settings = { maxCount: 7, maxAge: 3600, truncateBefore: 0, cacheControl: 60, acl: { readRoles: ['$all'] } };
    const result = await client.setStreamMetadata(stream('a'), { ...settings, custom: { kept: true } });
    const { metastreamRevision: _, ...found } = await client.getStreamMetadata(stream('a'));
    return { result, found };
  },

  'stream-metadata-revision-is-a-position': async ({ client, stream }) => {
    // The client fills metastreamRevision with the commit position of the metadata event.
    await client.setStreamMetadata(stream('a'), { maxCount: 1 });
    const { position } = await client.setStreamMetadata(stream('a'), { maxCount: 2 });
    const { metastreamRevision } = await client.getStreamMetadata(stream('a'));
    return { isThePosition: metastreamRevision === position!.commit };
  },

  'stream-metadata-never-set': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0));
    return {
      existing: await client.getStreamMetadata(stream('a')),
      missing: await client.getStreamMetadata(stream('b')),
    };
  },

  'stream-metadata-at-a-wrong-revision': async ({ client, stream }) => {
    await client.setStreamMetadata(stream('a'), { maxCount: 1 }, { expectedRevision: 'no_stream' });
    return outcomeOf(client.setStreamMetadata(stream('a'), { maxCount: 2 }, { expectedRevision: 'no_stream' }));
  },

  'stream-metadata-before-the-stream': async ({ client, stream }) => {
    await client.setStreamMetadata(stream('a'), { maxCount: 2 });
    const readBefore = await outcomeOf(collect(client.readStream(stream('a'))));
    const appended = await outcomeOf(
      client.appendToStream(stream('a'), countedTo(3), { expectedRevision: 'no_stream' }),
    );
    return { readBefore, appended, read: numbers(await collect(client.readStream(stream('a')))) };
  },

  'stream-metadata-is-a-stream': async ({ client, stream }) => {
    await client.setStreamMetadata(stream('a'), { maxCount: 2, custom: 'x' });
    return collect(client.readStream(`$$${stream('a')}`));
  },

  'max-count': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(5));
    await client.setStreamMetadata(stream('a'), { maxCount: 2 });
    const before = await everyWay(client, stream('a'));
    await client.appendToStream(stream('a'), counted(5), { expectedRevision: 4n });
    return { before, after: await everyWay(client, stream('a')) };
  },

  'truncate-before': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(5));
    await client.setStreamMetadata(stream('a'), { truncateBefore: 3 });
    return everyWay(client, stream('a'));
  },

  'truncate-everything': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    await client.setStreamMetadata(stream('a'), { truncateBefore: 3 });
    return {
      read: await everyWay(client, stream('a')),
      appendNoStream: await outcomeOf(
        client.appendToStream(stream('a'), counted(3), { expectedRevision: 'no_stream' }),
      ),
      append: await outcomeOf(client.appendToStream(stream('a'), counted(3), { expectedRevision: 2n })),
      then: await everyWay(client, stream('a')),
    };
  },

  'max-age': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    await client.setStreamMetadata(stream('a'), { maxAge: 2 });
    const young = await everyWay(client, stream('a'));
    await pause(3000);
    const old = await everyWay(client, stream('a'));
    await client.appendToStream(stream('a'), counted(3), { expectedRevision: 2n });
    return { young, old, then: await everyWay(client, stream('a')) };
  },

  'truncation-leaves-all-alone': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    await client.appendToStream(stream('a'), countedTo(4));
    await client.setStreamMetadata(stream('a'), { truncateBefore: 3, maxCount: 1 });
    const events = await collect(client.readAll({ fromPosition: position }));
    return events.map(({ streamId, type, revision }) => ({ streamId, type, revision }));
  },
};

async function everyWay(client: EventStoreDBClient, name: string) {
  const read = async (options: ReadStreamOptions) => {
    const events = await outcomeOf(collect(client.readStream(name, options)));
    return events instanceof Error ? events : revisions(events);
  };
  return {
    forwards: await read({}),
    fromOne: await read({ fromRevision: 1n, maxCount: 1 }),
    backwards: await read({ direction: 'backwards', fromRevision: 'end' }),
    backwardsFromOne: await read({ direction: 'backwards', fromRevision: 1n }),
  };
}
