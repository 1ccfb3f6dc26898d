import type { Cases, Given } from '../case';
import { binaryEvent, type AppendResult, type ReadStreamOptions, type ResolvedEvent } from '@eventstore/db-client';
import { type Counted, collect, counted, countedTo, numbers, positions, revisions, trend, unbroken } from '../events';
import { outcomeOf } from '../steps';

const backwards = { direction: 'backwards' } as const;

export const reading: Cases = {
  'read-forwards': (given) =>
    readEight(given, {
      all: {},
      some: { maxCount: 3 },
      moreThanThereAre: { maxCount: 100 },
      fromARevision: { fromRevision: 5n },
      fromBeyondTheEnd: { fromRevision: 100n },
    }),

  'read-backwards': (given) =>
    readEight(given, {
      all: { ...backwards, fromRevision: 'end' },
      last: { ...backwards, fromRevision: 'end', maxCount: 1 },
      fromARevision: { ...backwards, fromRevision: 2n },
      fromStart: { ...backwards, fromRevision: 'start' },
      fromBeyondTheEnd: { ...backwards, fromRevision: 100n, maxCount: 2 },
    }),

  'read-forwards-from-end': (given) => readEight(given, { fromEnd: { fromRevision: 'end' } }),

  'read-none': (given) => readEight(given, { none: { maxCount: 0 } }),

  'read-a-missing-stream': async ({ client, stream }) => ({
    forwards: await outcomeOf(collect(client.readStream(stream('a')))),
    backwards: await outcomeOf(collect(client.readStream(stream('a'), { ...backwards, fromRevision: 'end' }))),
    fromRevision: await outcomeOf(collect(client.readStream(stream('a'), { fromRevision: 5n }))),
  }),

  'read-events-carry-their-position': async ({ client, stream }) => {
    const results: AppendResult[] = [];
    for (const n of [0, 1, 2]) results.push(await client.appendToStream(stream('a'), counted(n)));
    const resolved: ResolvedEvent[] = [];
    for await (const each of client.readStream(stream('a'))) resolved.push(each);
    return {
      appended: positions(results),
      read: positions(resolved.map(({ event }) => event!)),
      commitPositionIsTheSame: resolved.every((each) => each.commitPosition === each.event!.position!.commit),
    };
  },

  'read-a-long-stream': async ({ client, stream }) => {
    for (let n = 0; n < 2000; n += 500) {
      await client.appendToStream(
        stream('a'),
        countedTo(500).map((_, k) => counted(n + k)),
      );
    }
    const forwards = await collect(client.readStream(stream('a')));
    const reversed = await collect(client.readStream(stream('a'), { ...backwards, fromRevision: 'end' }));
    return {
      numbers: unbroken(numbers(forwards)),
      revisions: unbroken(revisions(forwards)),
      positions: trend(positions(forwards)),
      backwards: unbroken(numbers(reversed).reverse()),
    };
  },

  'read-leaves-links-unresolved': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(2));
    await client.appendToStream(stream('links'), binaryEvent({ type: '$>', data: Buffer.from(`1@${stream('a')}`) }));
    const resolved: unknown[] = [];
    for await (const { event, link } of client.readStream(stream('links'))) {
      resolved.push({
        type: event!.type,
        streamId: event!.streamId,
        revision: event!.revision,
        link: link ?? 'undefined',
      });
    }
    return resolved;
  },

  'read-canceled-early': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(500));
    const read = client.readStream(stream('a')).on('error', () => {});
    const seen: (number | string)[] = [];
    for await (const { event } of read) {
      seen.push((event as Counted).data.n);
      if (seen.length === 2) {
        await read.cancel();
        break;
      }
    }
    const after = await client.appendToStream(stream('a'), counted(500), { expectedRevision: 499n });
    return { seen, nextExpectedRevision: after.nextExpectedRevision };
  },

  'read-sees-an-append-at-once': async ({ client, connect, stream }) => {
    const reader = connect();
    const seen: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      await client.appendToStream(stream('a'), counted(n));
      seen.push((await collect(reader.readStream(stream('a')))).length);
    }
    return unbroken(seen);
  },
};

/** What each way to read a stream of eight events gives: their revisions, or an error. */
async function readEight({ client, stream }: Given, ways: Readonly<Record<string, ReadStreamOptions>>) {
  await client.appendToStream(stream('a'), countedTo(8));
  const outcomes: Record<string, unknown> = {};
  for (const [way, options] of Object.entries(ways)) {
    const events = await outcomeOf(collect(client.readStream(stream('a'), options)));
    outcomes[way] = events instanceof Error ? events : revisions(events);
  }
  return outcomes;
}
