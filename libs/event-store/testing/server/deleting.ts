import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { status, type ServiceError } from '@grpc/grpc-js';
import { expectedRevisionIn } from './appending';
import { rpcError, streamNameIn } from './messages';
import type { Log } from './log';
import { streamDeleted } from './reading';
import { softDelete, tombstone, type ExpectedRevision, type WriteResult } from './writing';

// The codes of special expected revisions in the errors of deletions.
const codeOf: Record<Exclude<ExpectedRevision, bigint>, bigint> = { no_stream: -1n, any: -2n, stream_exists: -4n };

type DeleteResult<T> = { error: ServiceError } | { response: T };

/** Deletes a stream softly. */
export function performDelete(log: Log, request: DeleteReq): DeleteResult<DeleteResp> {
  const { stream, expected } = parseOptions(request.getOptions()!);
  const written = softDelete(log, stream, expected);
  if (!written.ok) return { error: errorFor(stream, expected, written) };
  const value = String(written.position);
  const position = new DeleteResp.Position().setCommitPosition(value).setPreparePosition(value);
  return { response: new DeleteResp().setPosition(position) };
}

/** Deletes a stream for ever. */
export function performTombstone(log: Log, request: TombstoneReq): DeleteResult<TombstoneResp> {
  const { stream, expected } = parseOptions(request.getOptions()!);
  const written = tombstone(log, stream, expected);
  if (!written.ok) return { error: errorFor(stream, expected, written) };
  const value = String(written.position);
  const position = new TombstoneResp.Position().setCommitPosition(value).setPreparePosition(value);
  return { response: new TombstoneResp().setPosition(position) };
}

const parseOptions = (
  options: DeleteReq.Options | TombstoneReq.Options,
): { stream: string; expected: ExpectedRevision } => ({
  stream: streamNameIn(options.getStreamIdentifier()),
  expected: expectedRevisionIn(options, () => options.getRevision()),
});

function errorFor(
  stream: string,
  expected: ExpectedRevision,
  refused: Exclude<WriteResult, { ok: true }>,
): ServiceError {
  if (refused.reason !== 'WRONG_REVISION') return streamDeleted(stream);
  return rpcError(status.FAILED_PRECONDITION, 'wrong-expected-version', {
    'stream-name': stream,
    'expected-version': String(typeof expected === 'bigint' ? expected : codeOf[expected]),
    'actual-version': String(refused.actual ?? -1n),
  });
}
