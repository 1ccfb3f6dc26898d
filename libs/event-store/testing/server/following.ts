import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { eventAnswer, nameOf } from './answers';
import { MAX_REVISION, type Log, type Logged } from './log';
import type { Outlet } from './outlet';
import { streamDeleted } from './reading';
import { visible } from './retention';

const { StreamOptions, AllOptions } = ReadReq.Options;
const SEARCH_WINDOW_UNLESS_GIVEN = 32;

const confirmation = () =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()));
const caughtUp = () => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
const checkpoint = (commit: bigint, prepare: bigint) =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(commit.toString()).setPreparePosition(prepare.toString()),
  );

/** Sleeps until something is written or the reader has gone; what is written between two calls is not slept through. */
function wakefulness(log: Log, { gone }: Outlet): { next(): Promise<void>; end(): void } {
  const bell = new EventTarget();
  let rung = false;
  const end = log.onWritten(() => {
    rung = true;
    bell.dispatchEvent(new Event('rung'));
  });
  const next = async (): Promise<void> => {
    if (!rung && !gone.aborted) await once(bell, 'rung', { signal: gone }).catch(() => {});
    rung = false;
  };
  return { next, end };
}

/** Follows a stream until the reader goes or the stream is tombstoned. */
export async function followStream(log: Log, options: ReadReq.Options, outlet: Outlet): Promise<void> {
  const asked = options.getStream()!;
  const stream = nameOf(asked.getStreamIdentifier());
  if (log.isTombstoned(stream)) return outlet.fail(streamDeleted(stream));
  const wake = wakefulness(log, outlet);
  const from = asked.getRevisionOptionCase();
  const fromEnd = from === StreamOptions.RevisionOptionCase.END;
  let last = -1n;
  if (fromEnd) last = log.revisionOf(stream) ?? -1n;
  if (from === StreamOptions.RevisionOptionCase.REVISION) last = BigInt(asked.getRevision());
  let toldCaughtUp = false;
  await outlet.say(confirmation());
  while (!outlet.gone.aborted) {
    const mark = log.of(stream).filter(({ revision }) => revision === MAX_REVISION);
    for (const event of mark.length > 0 ? mark : visible(log, stream)) {
      if (event.revision <= last) continue;
      last = event.revision;
      await outlet.say(eventAnswer(event));
    }
    if (mark.length > 0) outlet.fail(streamDeleted(stream));
    if (!toldCaughtUp && (fromEnd || log.revisionOf(stream) !== null)) {
      toldCaughtUp = true;
      await outlet.say(caughtUp());
    }
    await wake.next();
  }
  wake.end();
}

/** Follows everything that passes the filter, and tells a filtering reader from time to time where it is. */
export async function followAll(log: Log, options: ReadReq.Options, outlet: Outlet): Promise<void> {
  const wake = wakefulness(log, outlet);
  const asked = options.getAll()!;
  let index = asked.getAllOptionCase() === AllOptions.AllOptionCase.END ? log.all.length : 0;
  if (asked.hasPosition()) {
    const position = asked.getPosition()!;
    index = log.indexBehind(BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  }
  const { passes, every } = filterOf(options.getFilter());
  let searched = 0;
  let live = false;
  await outlet.say(confirmation());
  while (!outlet.gone.aborted) {
    for (; index < log.all.length && !outlet.gone.aborted; index += 1) {
      const event = log.all[index]!;
      if (passes(event)) await outlet.say(eventAnswer(event));
      searched += 1;
      if (searched % every !== 0) continue;
      const next = log.all[index + 1];
      await outlet.say(live || !next ? checkpoint(event.position, event.position) : checkpoint(next.position, 0n));
    }
    if (!live) {
      live = true;
      await outlet.say(caughtUp());
      continue; // something may have been written while that was said
    }
    await wake.next();
  }
  wake.end();
}

type Filter = {
  readonly passes: (event: Logged) => boolean;
  /** A checkpoint is told after so many events, passing or not. */
  readonly every: number;
};

function filterOf(filter: ReadReq.Options.FilterOptions | undefined): Filter {
  if (!filter) return { passes: () => true, every: Infinity };
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!;
  const wordOf = ({ stream, type }: Logged): string => (filter.hasStreamIdentifier() ? stream : type);
  const prefixes = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex(), 'u');
  return {
    passes: (event) =>
      prefixes.length > 0 ? prefixes.some((prefix) => wordOf(event).startsWith(prefix)) : regex.test(wordOf(event)),
    every: (filter.hasMax() ? filter.getMax() : SEARCH_WINDOW_UNLESS_GIVEN) * filter.getCheckpointintervalmultiplier(),
  };
}
