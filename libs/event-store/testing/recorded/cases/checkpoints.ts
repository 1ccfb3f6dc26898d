import type { Cases, Given, Stream } from '../case';
import { type Position, streamNameFilter } from '@eventstore/db-client';
import { counted, numbers, type Counted } from '../events';
import { follow, isCheckpoint, isEvent, type OnCheckpoint } from '../follow';
import { oneByOne } from '../steps';

type Settings = { readonly maxSearchWindow?: number; readonly checkpointInterval?: number };

export const checkpoints: Cases = {
  'checkpoint-after-each-search-window': async (given) =>
    (await livingThrough(given, 20, { maxSearchWindow: 6, checkpointInterval: 1 })).story,

  'checkpoint-interval-counts-search-windows': async (given) =>
    (await livingThrough(given, 40, { maxSearchWindow: 6, checkpointInterval: 3 })).story,

  'checkpoint-search-window-is-32-unless-given': async (given) => (await livingThrough(given, 70, {})).story,

  'checkpoint-while-live-is-the-position-of-an-event': async (given) => {
    const { seen } = await livingThrough(given, 20, { maxSearchWindow: 6 });
    return seen.checkpoints().every(({ commit, prepare }) => commit === prepare);
  },

  'checkpoint-while-catching-up-may-lack-the-prepare': async (given) => {
    const { seen } = await catchingUp(given);
    const prepares = seen.checkpoints().map(({ commit, prepare }) => (prepare === commit ? 'as commit' : prepare));
    return [...new Set(prepares)].sort();
  },

  'checkpoint-is-past-what-was-and-before-what-will-be-delivered': async (given) => {
    const { seen } = await catchingUp(given);
    const marks = seen.log.flatMap((entry) => {
      if (isCheckpoint(entry)) return entry.checkpoint.commit;
      return isEvent(entry) ? entry.position.commit : [];
    });
    return { ascending: marks.every((commit, n) => n === 0 || commit >= marks[n - 1]!) };
  },

  'checkpoint-resume-from-each': async (given) => {
    const { seen, follower } = await catchingUp(given);
    await given.client.appendToStream(given.stream('wanted'), counted('end'));
    const resumed = [];
    for (const [k, entry] of seen.log.entries()) {
      if (!isCheckpoint(entry)) continue;
      const again = follower(entry.checkpoint);
      await again.numberSeen('end');
      await again.stop();
      const expected = numbers(seen.log.slice(k).filter(isEvent));
      resumed.push(String(numbers(again.events())) === String([...expected, 'end']));
    }
    return { some: resumed.length > 0, nothingMissingNothingTwice: resumed.every(Boolean) };
  },

  'checkpoint-overtakes-events-that-are-still-unread': async (given) => {
    // The client reads ahead: while one event is handled, checkpoints beyond the next ones are reported already.
    const { client, stream } = given;
    const position = await history(given);
    const reached: bigint[] = [];
    const checkpointReached: OnCheckpoint = (_, { commit }) => void reached.push(commit);
    const subscription = client.subscribeToAll({
      fromPosition: position,
      filter: wanted(stream, checkpointReached),
    });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp' as string, resolve));
    const beyond = [];
    for await (const resolved of subscription) {
      const event = resolved.event as Counted;
      await caughtUp;
      beyond.push({
        handling: event.data.n,
        unread: subscription.readableLength,
        reported: reached.at(-1)! > event.position.commit,
      });
      if (event.data.n === 29) break;
    }
    await subscription.unsubscribe();
    return beyond;
  },
};

const wanted = (stream: Stream, checkpointReached: OnCheckpoint, settings: Settings = { maxSearchWindow: 5 }) =>
  streamNameFilter({ prefixes: [stream('wanted')], checkpointReached, ...settings });

/** Event n goes to a stream that passes the filter when n ends with 9. */
const appendTo = ({ client, stream }: Given, n: number) =>
  client.appendToStream(stream(n % 10 === 9 ? 'wanted' : 'other'), counted(n));

/** Events 0 to 29, and the position before them. */
async function history(given: Given) {
  const { position } = await given.client.appendToStream(given.stream('before'), counted(-1));
  await oneByOne(30, (n) => appendTo(given, n));
  return position!;
}

/** A subscription that catches up with events 0 to 29 and sees 30 to 39 live. */
async function catchingUp(given: Given) {
  const { client, stream } = given;
  const position = await history(given);
  const follower = (fromPosition: Position) =>
    follow((checkpointReached) => client.subscribeToAll({ fromPosition, filter: wanted(stream, checkpointReached) }));
  const seen = follower(position);
  await seen.signal('caughtUp');
  await oneByOne(10, (n) => appendTo(given, 30 + n));
  await seen.numberSeen(39);
  await seen.stop();
  return { seen, follower };
}

/** A subscription from the end that sees so many events live; its story names each checkpoint after the event it is at. */
async function livingThrough(given: Given, count: number, settings: Settings) {
  const { client, stream } = given;
  const seen = follow((checkpointReached) =>
    client.subscribeToAll({
      fromPosition: 'end',
      filter: wanted(stream, checkpointReached, settings),
    }),
  );
  await seen.signal('caughtUp');
  const results = await oneByOne(count, (n) => appendTo(given, n));
  await seen.numberSeen(count - 1);
  const numberAt = ({ commit }: Position) => results.findIndex(({ position }) => position!.commit === commit);
  const story = seen.log.map((entry) => {
    if (isCheckpoint(entry)) return `checkpoint at ${numberAt(entry.checkpoint)}`;
    return isEvent(entry) ? entry.data.n : entry;
  });
  return { seen, story };
}
