import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { status, type ServiceError } from '@grpc/grpc-js';
import { eventAnswer, failure, identifierOf, nameOf } from './answers';
import type { Log, Logged } from './log';
import type { Outlet } from './outlet';
import { isSoftlyDeleted, visible } from './retention';

const { StreamOptions, AllOptions, ReadDirection } = ReadReq.Options;
const notUnderstood = failure(status.UNKNOWN);

export const streamDeleted = (stream: string) =>
  failure(status.FAILED_PRECONDITION, 'stream-deleted', { 'stream-name': stream });

/** Reads a page of a stream or of everything, says it and ends. */
export async function read(log: Log, options: ReadReq.Options, outlet: Outlet): Promise<void> {
  const events = options.hasStream() ? fromStream(log, options) : fromAll(log, options);
  if (events === 'NEVER ANSWERED') return;
  if (!Array.isArray(events)) {
    await outlet.faults.awake();
    if (events instanceof Error) return outlet.fail(events);
    await outlet.say(events);
  } else for (const event of events) await outlet.say(eventAnswer(event));
  await outlet.end();
}

const isBackwards = (options: ReadReq.Options): boolean => options.getReadDirection() === ReadDirection.BACKWARDS;

function fromStream(log: Log, options: ReadReq.Options): Logged[] | ReadResp | ServiceError {
  const asked = options.getStream()!;
  const stream = nameOf(asked.getStreamIdentifier());
  const count = Number(options.getCount());
  const backwards = isBackwards(options);
  const from = asked.getRevisionOptionCase();
  if (count === 0 || (!backwards && from === StreamOptions.RevisionOptionCase.END)) return notUnderstood;
  if (log.isTombstoned(stream)) return streamDeleted(stream);
  if (log.revisionOf(stream) === null || (isSoftlyDeleted(log, stream) && visible(log, stream).length === 0)) {
    const missing = new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
    return new ReadResp().setStreamNotFound(missing);
  }
  const first = from === StreamOptions.RevisionOptionCase.REVISION ? BigInt(asked.getRevision()) : 0n;
  const events = visible(log, stream);
  if (!backwards) return events.filter(({ revision }) => revision >= first).slice(0, count);
  const reached = from === StreamOptions.RevisionOptionCase.END ? events : events.filter((e) => e.revision <= first);
  return reached.toReversed().slice(0, count);
}

function fromAll(log: Log, options: ReadReq.Options): Logged[] | ServiceError | 'NEVER ANSWERED' {
  const asked = options.getAll()!;
  const count = Number(options.getCount());
  if (count === 0) return 'NEVER ANSWERED';
  const backwards = isBackwards(options);
  let index = asked.getAllOptionCase() === AllOptions.AllOptionCase.END ? log.all.length : 0;
  if (asked.hasPosition()) {
    const position = BigInt(asked.getPosition()!.getCommitPosition());
    index = log.indexBehind(position - 1n, position);
    const isEvent = log.all[index]?.position === position;
    if (!isEvent && (index < log.all.length || backwards)) return notUnderstood;
  }
  return backwards ? log.all.slice(Math.max(0, index - count), index).reverse() : log.all.slice(index, index + count);
}
