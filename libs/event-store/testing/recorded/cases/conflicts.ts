import type { Cases } from '../case';
import {
  type AppendExpectedRevision,
  type AppendResult,
  type EventStoreDBClient,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { byNumber, collect, counted, countedTo, numbers, positions, revisions, trend, unbroken } from '../events';
import { outcomeOf, upTo } from '../steps';

type Expectation = { readonly expectedRevision: AppendExpectedRevision };

export const conflicts: Cases = {
  'conflict-no-stream-on-an-existing-stream': ({ client, stream }) =>
    refusedOnThree(client, stream('a'), { expectedRevision: 'no_stream' }),

  'conflict-revision-behind': ({ client, stream }) => refusedOnThree(client, stream('a'), { expectedRevision: 1n }),

  'conflict-revision-ahead': ({ client, stream }) => refusedOnThree(client, stream('a'), { expectedRevision: 99n }),

  'conflict-revision-on-a-missing-stream': ({ client, stream }) =>
    outcomeOf(client.appendToStream(stream('a'), counted(0), { expectedRevision: 0n })),

  'conflict-stream-exists-on-a-missing-stream': ({ client, stream }) =>
    outcomeOf(client.appendToStream(stream('a'), counted(0), { expectedRevision: 'stream_exists' })),

  'conflict-has-an-empty-message': async ({ client, stream }) => {
    const error = (await refusedOnThree(client, stream('a'), { expectedRevision: 1n })) as Error;
    return { message: error.message, isWrongExpectedVersionError: error instanceof WrongExpectedVersionError };
  },

  'conflict-writes-none-of-several-events': async ({ client, stream }) => {
    const refused = await refusedOnThree(client, stream('a'), { expectedRevision: 0n }, countedTo(3));
    return { refused, stored: numbers(await collect(client.readStream(stream('a')))) };
  },

  'conflict-without-throwing': async ({ connect, stream }) =>
    // The next revision in this result comes from a slip in the client: it is 1n whatever the stream's revision.
    refusedOnThree(connect('throwOnAppendFailure=false'), stream('a'), { expectedRevision: 1n }),

  'race-for-a-new-stream': async ({ client, stream }) => ({
    of10: await race(client, stream('a'), 10, 'no_stream', client),
    of64: await race(client, stream('b'), 64, 'no_stream', client),
  }),

  'race-of-64-for-one-revision': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), countedTo(5));
    return race(client, stream('a'), 64, 4n, client);
  },

  'race-of-20-between-two-clients': async ({ client, connect, stream }) =>
    race({ appendToStream: alternately(client, connect()) }, stream('a'), 20, 'no_stream', client),

  'race-where-losers-try-again': async ({ client, stream }) => {
    await Promise.all(upTo(10).map((n) => appendAfterReading(client, stream('a'), n)));
    const events = await collect(client.readStream(stream('a')));
    return { revisions: unbroken(revisions(events)), numbers: unbroken(numbers(events).sort(byNumber)) };
  },

  'many-in-flight-to-different-streams': async ({ client, stream }) => {
    const results = await Promise.all(
      upTo(200).map((n) => client.appendToStream(stream(`s${n}`), counted(n), { expectedRevision: 'no_stream' })),
    );
    return {
      revisions: [...new Set(results.map((result) => result.nextExpectedRevision))],
      distinctPositions: new Set(results.map(({ position }) => position!.commit)).size,
    };
  },

  'many-in-flight-to-one-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('opener'), counted(0));
    const results = await Promise.all(upTo(200).map((n) => client.appendToStream(stream('a'), counted(n))));
    const events = await collect(client.readStream(stream('a')));
    return {
      inCallOrder: unbroken(results.map((result) => result.nextExpectedRevision)),
      positions: trend(positions(results)),
      stored: unbroken(numbers(events)),
    };
  },

  'many-in-flight-on-a-client-that-never-appended': async ({ client, stream }) => {
    // The first call opens the channel for all appends, and the calls after it overtake it meanwhile.
    const results = await Promise.all(upTo(10).map((n) => client.appendToStream(stream('a'), counted(n))));
    return results.map((result) => result.nextExpectedRevision);
  },

  'many-in-flight-each-on-the-one-before': async ({ client, stream }) => {
    await client.appendToStream(stream('opener'), counted(0));
    const results = await Promise.all(
      upTo(50).map((n) =>
        client.appendToStream(stream('a'), counted(n), { expectedRevision: n === 0 ? 'no_stream' : BigInt(n - 1) }),
      ),
    );
    return unbroken(results.map((result) => result.nextExpectedRevision));
  },
};

async function refusedOnThree(
  client: EventStoreDBClient,
  name: string,
  expectation: Expectation,
  events = [counted(3)],
) {
  await client.appendToStream(name, countedTo(3));
  return outcomeOf(client.appendToStream(name, events, expectation));
}

async function race(
  writer: Pick<EventStoreDBClient, 'appendToStream'>,
  name: string,
  count: number,
  expectedRevision: AppendExpectedRevision,
  reader: EventStoreDBClient,
) {
  const results = await Promise.all(
    upTo(count).map((n) => outcomeOf(writer.appendToStream(name, counted(n), { expectedRevision }))),
  );
  const losers = results.filter((result) => result instanceof WrongExpectedVersionError);
  const winners = results.filter((result): result is AppendResult => 'success' in result);
  const stored = await collect(reader.readStream(name, { direction: 'backwards', fromRevision: 'end' }));
  return {
    winners,
    losers: losers.length,
    told: [...new Set(losers.map(({ expectedVersion, actualVersion }) => `${expectedVersion}, ${actualVersion}`))],
    storedTheWinner: stored[0]!.data.n === results.indexOf(winners[0]!),
    revisions: revisions(stored),
  };
}

function alternately(...clients: EventStoreDBClient[]): EventStoreDBClient['appendToStream'] {
  let turn = 0;
  return (...call) => clients[turn++ % clients.length]!.appendToStream(...call);
}

async function appendAfterReading(client: EventStoreDBClient, name: string, n: number) {
  for (;;) {
    const [last] = await outcomeOf(
      collect(client.readStream(name, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })),
    ).then((found) => (Array.isArray(found) ? found : []));
    const result = await outcomeOf(
      client.appendToStream(name, counted(n), { expectedRevision: last?.revision ?? 'no_stream' }),
    );
    if (!(result instanceof WrongExpectedVersionError)) return result;
  }
}
