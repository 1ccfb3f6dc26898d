import type { EventStoreDBClient, SubscribeToStreamOptions } from '@eventstore/db-client';
import type { Cases } from '../case';
import { collect, counted, countedTo, numbers, positions, trend, unbroken } from '../events';
import { follow } from '../follow';
import { oneByOne, upTo } from '../steps';

export const subscribingToAStream: Cases = {
  'subscribe-from-start': ({ client, stream }) => storyFrom(client, stream('a')),

  'subscribe-from-a-revision-excludes-it': ({ client, stream }) => storyFrom(client, stream('a'), { fromRevision: 1n }),

  'subscribe-from-end': ({ client, stream }) => storyFrom(client, stream('a'), { fromRevision: 'end' }),

  'subscribe-from-the-last-revision': ({ client, stream }) => storyFrom(client, stream('a'), { fromRevision: 2n }),

  'subscribe-to-a-missing-stream': async ({ client, stream }) => {
    // Nothing is caught up with before there is something: the signal comes after the first events.
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.signal('confirmation');
    await client.appendToStream(stream('a'), countedTo(2));
    await seen.signal('caughtUp');
    return seen.story();
  },

  'subscribe-to-a-missing-stream-from-end': async ({ client, stream }) => {
    const seen = follow(() => client.subscribeToStream(stream('a'), { fromRevision: 'end' }));
    await seen.signal('caughtUp');
    await client.appendToStream(stream('a'), countedTo(2));
    await seen.numberSeen(1);
    return seen.story();
  },

  'subscribe-without-other-streams': async ({ client, stream }) => {
    const seen = follow(() => client.subscribeToStream(stream('a'), { fromRevision: 'end' }));
    await seen.signal('caughtUp');
    for (const n of upTo(3)) {
      await client.appendToStream(stream('ab'), counted(10 + n));
      await client.appendToStream(stream('a'), counted(n));
    }
    await seen.numberSeen(2);
    return numbers(seen.events());
  },

  'subscribe-event-shape': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0, { metadata: { by: 'm1' } }));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.numberSeen(0);
    const [read] = await collect(client.readStream(stream('a')));
    return { delivered: seen.events()[0], read };
  },

  'subscribe-while-another-appends': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(200));
    const appending = oneByOne(100, (n) => client.appendToStream(stream('a'), counted(200 + n)));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await appending;
    await seen.numberSeen(299);
    return { numbers: unbroken(numbers(seen.events())), positions: trend(positions(seen.events())) };
  },

  'subscribe-and-unsubscribe': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.signal('caughtUp');
    await seen.numberSeen(1);
    await seen.stop();
    await seen.signal('close');
    await client.appendToStream(stream('a'), counted(2));
    await client.appendToStream(stream('other'), counted(0));
    return seen.story();
  },

  'subscribe-many-times': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(5));
    const all = upTo(20).map(() => follow(() => client.subscribeToStream(stream('a'))));
    await Promise.all(all.map((seen) => seen.signal('caughtUp')));
    for (const n of upTo(5)) await client.appendToStream(stream('a'), counted(5 + n));
    await Promise.all(all.map((seen) => seen.numberSeen(9)));
    return [...new Set(all.map((seen) => unbroken(numbers(seen.events()))))];
  },

  'subscribe-to-a-truncated-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(5));
    await client.setStreamMetadata(stream('a'), { truncateBefore: 3 });
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.numberSeen(4);
    return numbers(seen.events());
  },

  'subscribe-to-a-tombstoned-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0));
    await client.tombstoneStream(stream('a'));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.error();
    return seen.story();
  },

  'subscribe-then-tombstone': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.signal('caughtUp');
    await client.tombstoneStream(stream('a'));
    await seen.error();
    return seen.story();
  },

  'subscribe-then-delete-and-append-again': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    const seen = follow(() => client.subscribeToStream(stream('a')));
    await seen.signal('caughtUp');
    await client.deleteStream(stream('a'));
    await client.appendToStream(stream('a'), counted(2));
    await seen.numberSeen(2);
    return seen.events().map(({ revision, data }) => ({ revision, n: data.n }));
  },
};

/** Three events are there; two more come when the subscription has caught up. */
async function storyFrom(client: EventStoreDBClient, name: string, options?: SubscribeToStreamOptions) {
  await client.appendToStream(name, countedTo(3));
  const seen = follow(() => client.subscribeToStream(name, options));
  await seen.signal('caughtUp');
  await client.appendToStream(name, counted(3));
  await client.appendToStream(name, counted(4));
  await seen.numberSeen(4);
  return seen.story();
}
