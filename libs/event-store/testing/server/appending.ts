import {
  AllStreamPosition,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import {
  AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { status, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { failure, identifierOf, nameOf } from './answers';
import type { Faults } from './faults';
import type { Log, Proposed } from './log';
import { streamDeleted } from './reading';
import { append, MAX_DATA, type Expected, type Written } from './writing';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;
type Refused = Exclude<Written, { ok: true }>;

const proposed = (message: ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** The oneof of what is expected, by the names that all requests share. */
export function expectedOf(
  options: { hasNoStream(): boolean; hasStreamExists(): boolean; hasAny(): boolean },
  revision: () => string,
): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasAny() ? 'any' : BigInt(revision());
}

/** Appends, unless a rival was told to be faster. */
function perform(log: Log, faults: Faults, stream: string, events: readonly Proposed[], expected: Expected): Written {
  const rivals = faults.takeRival(stream, events);
  if (rivals.length > 0) append(log, stream, rivals, 'any');
  return append(log, stream, events, expected, faults);
}

/** Any number of appends over one call, answered in their order. */
export async function batchAppend(
  log: Log,
  faults: Faults,
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
): Promise<void> {
  const open = new Map<string, { options: BatchAppendReq.Options; events: Proposed[] }>();
  for await (const request of call as AsyncIterable<BatchAppendReq>) {
    await faults.awake();
    const id = request.getCorrelationId()!;
    const key = id.getString();
    const batch = open.get(key) ?? { options: request.getOptions()!, events: [] };
    open.set(key, batch);
    batch.events.push(...request.getProposedMessagesList().map(proposed));
    if (!request.getIsFinal()) continue;
    open.delete(key);
    const { options, events } = batch;
    const stream = nameOf(options.getStreamIdentifier());
    const expected = expectedOf(options, () => options.getStreamPosition());
    const written = perform(log, faults, stream, events, expected);
    if (faults.takeUnanswered()) continue;
    await faults.awake();
    const answer = new BatchAppendResp().setCorrelationId(id).setStreamIdentifier(identifierOf(stream));
    if (written.ok) answer.setSuccess(batchSuccess(written));
    else answer.setError(batchError(written, stream, expected));
    call.write(answer);
  }
  call.end();
}

function batchSuccess({ revision, position }: { revision: bigint; position?: bigint }): BatchAppendResp.Success {
  const success = new BatchAppendResp.Success().setCurrentRevision(revision.toString());
  if (position === undefined) return success.setNoPosition(new Empty());
  const place = position.toString();
  return success.setPosition(new AllStreamPosition().setCommitPosition(place).setPreparePosition(place));
}

function batchError(refused: Refused, stream: string, expected: Expected): Status {
  const [code, name, detail] = batchDetail(refused, stream, expected);
  const details = new Any();
  details.pack(detail.serializeBinary(), `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(name).setDetails(details);
}

function batchDetail(refused: Refused, stream: string, expected: Expected): [code: number, name: string, Message] {
  switch (refused.why) {
    case 'DELETED':
      return [
        status.FAILED_PRECONDITION,
        'StreamDeleted',
        new StreamDeleted().setStreamIdentifier(identifierOf(stream)),
      ];
    case 'TOO_LARGE':
      return [
        status.INVALID_ARGUMENT,
        'MaximumAppendSizeExceeded',
        new MaximumAppendSizeExceeded().setMaxappendsize(MAX_DATA),
      ];
    case 'BAD_REQUEST':
      return [status.INVALID_ARGUMENT, 'BadRequest', new BadRequest().setMessage('malformed')];
    case 'WRONG_REVISION': {
      const wrong = new WrongExpectedVersion();
      if (refused.actual === null) wrong.setCurrentNoStream(new Empty());
      else wrong.setCurrentStreamRevision(refused.actual.toString());
      if (expected === 'any') wrong.setExpectedAny(new Empty());
      else if (expected === 'no_stream') wrong.setExpectedNoStream(new Empty());
      else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new Empty());
      else wrong.setExpectedStreamPosition(expected.toString());
      return [status.FAILED_PRECONDITION, 'WrongExpectedVersion', wrong];
    }
  }
}

/** One append in a call of its own: what clients use that send credentials with it. */
export async function singleAppend(
  log: Log,
  faults: Faults,
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
): Promise<void> {
  let options = new AppendReq.Options();
  const events: Proposed[] = [];
  for await (const request of call as AsyncIterable<AppendReq>) {
    if (request.hasOptions()) options = request.getOptions()!;
    else events.push(proposed(request.getProposedMessage()!));
  }
  await faults.awake();
  const stream = nameOf(options.getStreamIdentifier());
  const expected = expectedOf(options, () => options.getRevision());
  const written = perform(log, faults, stream, events, expected);
  if (faults.takeUnanswered()) return;
  if (written.ok) return answer(null, new AppendResp().setSuccess(singleSuccess(written)));
  switch (written.why) {
    case 'DELETED':
      return answer(streamDeleted(stream));
    case 'TOO_LARGE':
      return answer(
        failure(status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', { 'maximum-append-size': String(MAX_DATA) }),
      );
    case 'BAD_REQUEST':
      return answer(failure(status.INVALID_ARGUMENT));
    case 'WRONG_REVISION': {
      const wrong = new AppendResp.WrongExpectedVersion();
      if (written.actual !== null) wrong.setCurrentRevision(written.actual.toString());
      if (typeof expected === 'bigint') wrong.setExpectedRevision(expected.toString());
      return answer(null, new AppendResp().setWrongExpectedVersion(wrong));
    }
  }
}

function singleSuccess({ revision, position }: { revision: bigint; position?: bigint }): AppendResp.Success {
  const success = new AppendResp.Success().setCurrentRevision(revision.toString());
  if (position === undefined) return success;
  const place = position.toString();
  return success.setPosition(new AppendResp.Position().setCommitPosition(place).setPreparePosition(place));
}
