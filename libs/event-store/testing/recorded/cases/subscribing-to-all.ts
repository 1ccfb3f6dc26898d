import type { Cases, Stream } from '../case';
import { streamNameFilter, type EventStoreDBClient, type Filter, type Position } from '@eventstore/db-client';
import { byNumber, collect, type Counted, counted, countedTo, numbers, positions, trend, unbroken } from '../events';
import { follow } from '../follow';
import { oneByOne, pause, upTo } from '../steps';

export const subscribingToAll: Cases = {
  'all-subscribe-from-start': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    const filter = streamNameFilter({ prefixes: [stream('a')] });
    const seen = follow(() => client.subscribeToAll({ filter }));
    await seen.numberSeen(2);
    return numbers(seen.events());
  },

  'all-subscribe-from-end': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(3));
    const filter = streamNameFilter({ prefixes: [stream('a')] });
    const seen = follow(() => client.subscribeToAll({ fromPosition: 'end', filter }));
    await seen.signal('caughtUp');
    await client.appendToStream(stream('a'), counted(3));
    await seen.numberSeen(3);
    return seen.story();
  },

  'all-subscribe-from-a-position-excludes-it': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(4));
    const [, second] = await collect(client.readStream(stream('a')));
    const seen = follow(() => client.subscribeToAll({ fromPosition: second!.position, filter: own(stream) }));
    await seen.numberSeen(3);
    return numbers(seen.events());
  },

  'all-subscribe-from-the-last-position': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('a'), countedTo(2));
    const seen = follow(() => client.subscribeToAll({ fromPosition: position, filter: own(stream) }));
    await seen.signal('caughtUp');
    await client.appendToStream(stream('a'), counted(2));
    await seen.numberSeen(2);
    return seen.story();
  },

  'all-subscribe-signals': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('a'), counted(0));
    await client.appendToStream(stream('a'), [counted(1), counted(2)]);
    const seen = follow(() => client.subscribeToAll({ fromPosition: position }));
    await seen.signal('caughtUp');
    await client.appendToStream(stream('a'), counted(3));
    await seen.numberSeen(3);
    return seen.story();
  },

  'all-subscribe-event-shape': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(0));
    await client.appendToStream(stream('a'), counted(1, { metadata: { by: 'm1' } }));
    const seen = follow(() => client.subscribeToAll({ fromPosition: position, filter: own(stream) }));
    await seen.numberSeen(1);
    const [read] = await collect(client.readStream(stream('a')));
    return { delivered: seen.events()[0], read };
  },

  'all-resume-from-each-event': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    await Promise.all(
      upTo(8).map((n) => client.appendToStream(stream(`s${n % 3}`), [counted(2 * n), counted(2 * n + 1)])),
    );
    const whole = await delivered(client, stream, position!, 16);
    const rests = await Promise.all(whole.map((event, n) => delivered(client, stream, event.position, 15 - n)));
    return {
      positions: trend(positions(whole)),
      wholes: rests.every((rest, n) => String(numbers(rest)) === String(numbers(whole.slice(n + 1)))),
      rests: rests.map((rest) => rest.length),
    };
  },

  'all-subscribe-while-another-appends': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('s0'), counted(-1));
    await client.appendToStream(stream('s0'), countedTo(200));
    const appending = oneByOne(100, (n) => client.appendToStream(stream(`s${n % 10}`), counted(200 + n)));
    const seen = follow(() => client.subscribeToAll({ fromPosition: position, filter: own(stream) }));
    await appending;
    await seen.numberSeen(299);
    return { numbers: unbroken(numbers(seen.events())), positions: trend(positions(seen.events())) };
  },

  'all-subscribe-again-after-each-drop': async ({ client, stream }) => {
    // A burst of appends may overrun the server's buffer for a live subscription: it is then dropped with a
    // TimeoutError, code 10. Whether that happens differs from run to run; what one sees when going on does not.
    const { position } = await client.appendToStream(stream('s0'), counted(-1));
    const events = followThroughDrops(
      client,
      { fromPosition: position!, filter: own(stream) },
      ({ data }) => data.n === 'end',
    );
    await Promise.all(upTo(300).map((n) => client.appendToStream(stream(`s${n % 10}`), counted(n))));
    await client.appendToStream(stream('s0'), counted('end'));
    const [end, ...before] = (await events).reverse();
    return {
      end: end!.data.n,
      numbers: unbroken(numbers(before).sort(byNumber)),
      positions: trend(positions(before.reverse())),
    };
  },

  'all-subscribe-twenty-times': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    const all = upTo(20).map(() =>
      follow(() => client.subscribeToAll({ fromPosition: position, filter: own(stream) })),
    );
    await Promise.all(all.map((seen) => seen.signal('caughtUp')));
    for (const n of upTo(10)) await client.appendToStream(stream(`s${n % 3}`), counted(n));
    await Promise.all(all.map((seen) => seen.numberSeen(9)));
    return [...new Set(all.map((seen) => unbroken(numbers(seen.events()))))];
  },

  'all-subscribe-slow-reader': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    await client.appendToStream(stream('a'), countedTo(1000));
    const subscription = client.subscribeToAll({ fromPosition: position, filter: own(stream) });
    const seen: (number | string)[] = [];
    for await (const { event } of subscription) {
      seen.push((event as Counted).data.n);
      if (seen.length % 100 === 0) await pause(5);
      if (seen.length === 500) await client.appendToStream(stream('a'), counted(1000));
      if (seen.length === 1001) break;
    }
    await subscription.unsubscribe();
    return unbroken(seen);
  },

  'all-subscribe-and-unsubscribe': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('before'), counted(-1));
    const seen = follow(() => client.subscribeToAll({ fromPosition: position, filter: own(stream) }));
    await seen.signal('caughtUp');
    await client.appendToStream(stream('a'), counted(0));
    await seen.numberSeen(0);
    await seen.stop();
    await seen.signal('close');
    await client.appendToStream(stream('a'), counted(1));
    await client.appendToStream(stream('a'), counted(2));
    return seen.story().filter((entry) => typeof entry !== 'object');
  },

  'all-subscribe-sees-deletions': async ({ client, stream }) => {
    const { position } = await client.appendToStream(stream('a'), countedTo(2));
    await client.deleteStream(stream('a'));
    await client.appendToStream(stream('b'), counted(0));
    await client.tombstoneStream(stream('b'));
    await client.appendToStream(stream('c'), counted(9));
    const seen = follow(() => client.subscribeToAll({ fromPosition: position }));
    await seen.numberSeen(9);
    return seen.events().map(({ streamId, type, revision }) => ({ streamId, type, revision }));
  },
};

const own = (stream: Stream) => streamNameFilter({ prefixes: [stream('')] });

/** All events up to the last one, with a new subscription from the last event's position after each drop. */
async function followThroughDrops(
  client: EventStoreDBClient,
  { fromPosition, filter }: { readonly fromPosition: Position; readonly filter: Filter },
  isLast: (event: Counted) => boolean,
) {
  const events: Counted[] = [];
  while (!events.some(isLast)) {
    const from = events.at(-1)?.position ?? fromPosition;
    const seen = follow(() => client.subscribeToAll({ fromPosition: from, filter }));
    await Promise.race([seen.error(), seen.until(() => seen.events().some(isLast))]);
    await seen.stop();
    events.push(...seen.events());
  }
  return events;
}

async function delivered(client: EventStoreDBClient, stream: Stream, fromPosition: Position, count: number) {
  const seen = follow(() => client.subscribeToAll({ fromPosition, filter: own(stream) }));
  await seen.signal('caughtUp');
  await seen.until(() => seen.events().length >= count);
  await seen.stop();
  return seen.events();
}
