import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { status, type ServiceError } from '@grpc/grpc-js';
import { expectedOf } from './appending';
import { failure, nameOf } from './answers';
import type { Log } from './log';
import { streamDeleted } from './reading';
import { softDelete, tombstone, type Expected, type Written } from './writing';

// Deletions name what was expected by numbers.
const numberOf: Record<Exclude<Expected, bigint>, bigint> = { no_stream: -1n, any: -2n, stream_exists: -4n };

type Outcome<T> = { error: ServiceError } | { answer: T };

export function performDelete(log: Log, request: DeleteReq): Outcome<DeleteResp> {
  const { stream, expected } = asked(request.getOptions()!);
  const written = softDelete(log, stream, expected);
  if (!written.ok) return { error: refusal(stream, expected, written) };
  const place = String(written.position);
  const position = new DeleteResp.Position().setCommitPosition(place).setPreparePosition(place);
  return { answer: new DeleteResp().setPosition(position) };
}

export function performTombstone(log: Log, request: TombstoneReq): Outcome<TombstoneResp> {
  const { stream, expected } = asked(request.getOptions()!);
  const written = tombstone(log, stream, expected);
  if (!written.ok) return { error: refusal(stream, expected, written) };
  const place = String(written.position);
  const position = new TombstoneResp.Position().setCommitPosition(place).setPreparePosition(place);
  return { answer: new TombstoneResp().setPosition(position) };
}

const asked = (options: DeleteReq.Options | TombstoneReq.Options): { stream: string; expected: Expected } => ({
  stream: nameOf(options.getStreamIdentifier()),
  expected: expectedOf(options, () => options.getRevision()),
});

function refusal(stream: string, expected: Expected, refused: Exclude<Written, { ok: true }>): ServiceError {
  if (refused.why !== 'WRONG_REVISION') return streamDeleted(stream);
  return failure(status.FAILED_PRECONDITION, 'wrong-expected-version', {
    'stream-name': stream,
    'expected-version': String(typeof expected === 'bigint' ? expected : numberOf[expected]),
    'actual-version': String(refused.actual ?? -1n),
  });
}
