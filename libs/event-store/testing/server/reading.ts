import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { status, type ServiceError } from '@grpc/grpc-js';
import { eventMessage, rpcError, toIdentifier, streamNameIn } from './messages';
import type { Log, LoggedEvent } from './log';
import type { ResponseStream } from './response-stream';
import { isSoftlyDeleted, visible } from './retention';

const { StreamOptions, AllOptions, ReadDirection } = ReadReq.Options;
const invalidRequest = rpcError(status.UNKNOWN);

/** The error of a deleted stream. */
export const streamDeleted = (stream: string) =>
  rpcError(status.FAILED_PRECONDITION, 'stream-deleted', { 'stream-name': stream });

/** Reads a page of one stream or of all, sends it and ends the call. */
export async function read(log: Log, options: ReadReq.Options, response: ResponseStream): Promise<void> {
  const events = options.hasStream() ? fromStream(log, options) : fromAll(log, options);
  if (events === 'NO REPLY') return;
  if (!Array.isArray(events)) {
    await response.faults.endOfSilence();
    if (events instanceof Error) return response.fail(events);
    await response.write(events);
  } else for (const event of events) await response.write(eventMessage(event));
  await response.end();
}

const isBackwards = (options: ReadReq.Options): boolean => options.getReadDirection() === ReadDirection.BACKWARDS;

function fromStream(log: Log, options: ReadReq.Options): LoggedEvent[] | ReadResp | ServiceError {
  const requested = options.getStream()!;
  const stream = streamNameIn(requested.getStreamIdentifier());
  const count = Number(options.getCount());
  const backwards = isBackwards(options);
  const from = requested.getRevisionOptionCase();
  if (count === 0 || (!backwards && from === StreamOptions.RevisionOptionCase.END)) return invalidRequest;
  if (log.isTombstoned(stream)) return streamDeleted(stream);
  if (log.revisionOf(stream) === null || (isSoftlyDeleted(log, stream) && visible(log, stream).length === 0)) {
    const missing = new ReadResp.StreamNotFound().setStreamIdentifier(toIdentifier(stream));
    return new ReadResp().setStreamNotFound(missing);
  }
  const first = from === StreamOptions.RevisionOptionCase.REVISION ? BigInt(requested.getRevision()) : 0n;
  const events = visible(log, stream);
  if (!backwards) return events.filter(({ revision }) => revision >= first).slice(0, count);
  const reached = from === StreamOptions.RevisionOptionCase.END ? events : events.filter((e) => e.revision <= first);
  return reached.toReversed().slice(0, count);
}

function fromAll(log: Log, options: ReadReq.Options): LoggedEvent[] | ServiceError | 'NO REPLY' {
  const requested = options.getAll()!;
  const count = Number(options.getCount());
  if (count === 0) return 'NO REPLY';
  const backwards = isBackwards(options);
  let index = requested.getAllOptionCase() === AllOptions.AllOptionCase.END ? log.all.length : 0;
  if (requested.hasPosition()) {
    const position = BigInt(requested.getPosition()!.getCommitPosition());
    index = log.indexAfter(position - 1n, position);
    const isEvent = log.all[index]?.position === position;
    if (!isEvent && (index < log.all.length || backwards)) return invalidRequest;
  }
  return backwards ? log.all.slice(Math.max(0, index - count), index).reverse() : log.all.slice(index, index + count);
}
