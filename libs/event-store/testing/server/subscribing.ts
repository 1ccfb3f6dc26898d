import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { eventMessage, streamNameIn } from './messages';
import { MAX_REVISION, type Log, type LoggedEvent } from './log';
import type { ResponseStream } from './response-stream';
import { streamDeleted } from './reading';
import { visible } from './retention';

const { StreamOptions, AllOptions } = ReadReq.Options;
const DEFAULT_SEARCH_WINDOW = 32;

const confirmation = () =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()));
const caughtUp = () => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
const checkpoint = (commit: bigint, prepare: bigint) =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(commit.toString()).setPreparePosition(prepare.toString()),
  );

/** `next` waits for the next write, or for the end of the call. A write between two calls of it is not missed. */
function writeSignal(log: Log, { closed }: ResponseStream): { next(): Promise<void>; end(): void } {
  const writes = new EventTarget();
  let written = false;
  const end = log.onWritten(() => {
    written = true;
    writes.dispatchEvent(new Event('written'));
  });
  const next = async (): Promise<void> => {
    if (!written && !closed.aborted) await once(writes, 'written', { signal: closed }).catch(() => {});
    written = false;
  };
  return { next, end };
}

/** A subscription to one stream, until the client ends it or the stream is tombstoned. */
export async function subscribeToStream(log: Log, options: ReadReq.Options, response: ResponseStream): Promise<void> {
  const requested = options.getStream()!;
  const stream = streamNameIn(requested.getStreamIdentifier());
  if (log.isTombstoned(stream)) return response.fail(streamDeleted(stream));
  const signal = writeSignal(log, response);
  const from = requested.getRevisionOptionCase();
  const fromEnd = from === StreamOptions.RevisionOptionCase.END;
  let last = -1n;
  if (fromEnd) last = log.revisionOf(stream) ?? -1n;
  if (from === StreamOptions.RevisionOptionCase.REVISION) last = BigInt(requested.getRevision());
  let wasCaughtUp = false;
  await response.write(confirmation());
  while (!response.closed.aborted) {
    const tombstone = log.of(stream).filter(({ revision }) => revision === MAX_REVISION);
    for (const event of tombstone.length > 0 ? tombstone : visible(log, stream)) {
      if (event.revision <= last) continue;
      last = event.revision;
      await response.write(eventMessage(event));
    }
    if (tombstone.length > 0) response.fail(streamDeleted(stream));
    if (!wasCaughtUp && (fromEnd || log.revisionOf(stream) !== null)) {
      wasCaughtUp = true;
      await response.write(caughtUp());
    }
    await signal.next();
  }
  signal.end();
}

/** A subscription to all streams, with checkpoint messages if it has a filter. */
export async function subscribeToAll(log: Log, options: ReadReq.Options, response: ResponseStream): Promise<void> {
  const signal = writeSignal(log, response);
  const requested = options.getAll()!;
  let index = requested.getAllOptionCase() === AllOptions.AllOptionCase.END ? log.all.length : 0;
  if (requested.hasPosition()) {
    const position = requested.getPosition()!;
    index = log.indexAfter(BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  }
  const { matches, checkpointInterval } = filterOf(options.getFilter());
  let searched = 0;
  let live = false;
  await response.write(confirmation());
  while (!response.closed.aborted) {
    for (; index < log.all.length && !response.closed.aborted; index += 1) {
      const event = log.all[index]!;
      if (matches(event)) await response.write(eventMessage(event));
      searched += 1;
      if (searched % checkpointInterval !== 0) continue;
      const next = log.all[index + 1];
      await response.write(live || !next ? checkpoint(event.position, event.position) : checkpoint(next.position, 0n));
    }
    if (!live) {
      live = true;
      await response.write(caughtUp());
      continue; // something may have been written while that was sent
    }
    await signal.next();
  }
  signal.end();
}

type Filter = {
  readonly matches: (event: LoggedEvent) => boolean;
  /** A checkpoint message is sent after so many events, whether they match or not. */
  readonly checkpointInterval: number;
};

function filterOf(filter: ReadReq.Options.FilterOptions | undefined): Filter {
  if (!filter) return { matches: () => true, checkpointInterval: Infinity };
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!;
  const filteredText = ({ stream, type }: LoggedEvent): string => (filter.hasStreamIdentifier() ? stream : type);
  const prefixes = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex(), 'u');
  return {
    matches: (event) =>
      prefixes.length > 0
        ? prefixes.some((prefix) => filteredText(event).startsWith(prefix))
        : regex.test(filteredText(event)),
    checkpointInterval:
      (filter.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW) * filter.getCheckpointintervalmultiplier(),
  };
}
