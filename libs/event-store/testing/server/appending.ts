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
import { rpcError, toIdentifier, streamNameIn } from './messages';
import type { Faults } from './faults';
import type { Log, ProposedEvent } from './log';
import { streamDeleted } from './reading';
import { append, MAX_APPEND_BYTES, type ExpectedRevision, type WriteResult } from './writing';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;
type RejectedWrite = Exclude<WriteResult, { ok: true }>;

const toProposedEvent = (message: ProposedMessage): ProposedEvent => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** The expected revision in the options of a request, by the names that all kinds of requests share. */
export function expectedRevisionIn(
  options: { hasNoStream(): boolean; hasStreamExists(): boolean; hasAny(): boolean },
  revision: () => string,
): ExpectedRevision {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasAny() ? 'any' : BigInt(revision());
}

/** Appends, after a competing append if the faults demand one. */
function appendWithFaults(
  log: Log,
  faults: Faults,
  stream: string,
  events: readonly ProposedEvent[],
  expected: ExpectedRevision,
): WriteResult {
  const competing = faults.takeCompetingEvents(stream, events);
  if (competing.length > 0) append(log, stream, competing, 'any');
  return append(log, stream, events, expected, faults);
}

/** Any number of appends over one call, with the replies in their order. */
export async function batchAppend(
  log: Log,
  faults: Faults,
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
): Promise<void> {
  const open = new Map<string, { options: BatchAppendReq.Options; events: ProposedEvent[] }>();
  for await (const request of call as AsyncIterable<BatchAppendReq>) {
    await faults.endOfSilence();
    const id = request.getCorrelationId()!;
    const key = id.getString();
    const batch = open.get(key) ?? { options: request.getOptions()!, events: [] };
    open.set(key, batch);
    batch.events.push(...request.getProposedMessagesList().map(toProposedEvent));
    if (!request.getIsFinal()) continue;
    open.delete(key);
    const { options, events } = batch;
    const stream = streamNameIn(options.getStreamIdentifier());
    const expected = expectedRevisionIn(options, () => options.getStreamPosition());
    const written = appendWithFaults(log, faults, stream, events, expected);
    if (faults.takeUnanswered()) continue;
    await faults.endOfSilence();
    const reply = new BatchAppendResp().setCorrelationId(id).setStreamIdentifier(toIdentifier(stream));
    if (written.ok) reply.setSuccess(batchSuccess(written));
    else reply.setError(batchError(written, stream, expected));
    call.write(reply);
  }
  call.end();
}

function batchSuccess({ revision, position }: { revision: bigint; position?: bigint }): BatchAppendResp.Success {
  const success = new BatchAppendResp.Success().setCurrentRevision(revision.toString());
  if (position === undefined) return success.setNoPosition(new Empty());
  const value = position.toString();
  return success.setPosition(new AllStreamPosition().setCommitPosition(value).setPreparePosition(value));
}

function batchError(refused: RejectedWrite, stream: string, expected: ExpectedRevision): Status {
  const [code, name, detail] = batchDetail(refused, stream, expected);
  const details = new Any();
  details.pack(detail.serializeBinary(), `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(name).setDetails(details);
}

function batchDetail(
  refused: RejectedWrite,
  stream: string,
  expected: ExpectedRevision,
): [code: number, name: string, Message] {
  switch (refused.reason) {
    case 'DELETED':
      return [
        status.FAILED_PRECONDITION,
        'StreamDeleted',
        new StreamDeleted().setStreamIdentifier(toIdentifier(stream)),
      ];
    case 'TOO_LARGE':
      return [
        status.INVALID_ARGUMENT,
        'MaximumAppendSizeExceeded',
        new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
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

/** One append in a call of its own: clients use it when they send credentials with the call. */
export async function singleAppend(
  log: Log,
  faults: Faults,
  call: ServerReadableStream<AppendReq, AppendResp>,
  reply: sendUnaryData<AppendResp>,
): Promise<void> {
  let options = new AppendReq.Options();
  const events: ProposedEvent[] = [];
  for await (const request of call as AsyncIterable<AppendReq>) {
    if (request.hasOptions()) options = request.getOptions()!;
    else events.push(toProposedEvent(request.getProposedMessage()!));
  }
  await faults.endOfSilence();
  const stream = streamNameIn(options.getStreamIdentifier());
  const expected = expectedRevisionIn(options, () => options.getRevision());
  const written = appendWithFaults(log, faults, stream, events, expected);
  if (faults.takeUnanswered()) return;
  if (written.ok) return reply(null, new AppendResp().setSuccess(singleSuccess(written)));
  switch (written.reason) {
    case 'DELETED':
      return reply(streamDeleted(stream));
    case 'TOO_LARGE':
      return reply(
        rpcError(status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', {
          'maximum-append-size': String(MAX_APPEND_BYTES),
        }),
      );
    case 'BAD_REQUEST':
      return reply(rpcError(status.INVALID_ARGUMENT));
    case 'WRONG_REVISION': {
      const wrong = new AppendResp.WrongExpectedVersion();
      if (written.actual !== null) wrong.setCurrentRevision(written.actual.toString());
      if (typeof expected === 'bigint') wrong.setExpectedRevision(expected.toString());
      return reply(null, new AppendResp().setWrongExpectedVersion(wrong));
    }
  }
}

function singleSuccess({ revision, position }: { revision: bigint; position?: bigint }): AppendResp.Success {
  const success = new AppendResp.Success().setCurrentRevision(revision.toString());
  if (position === undefined) return success;
  const value = position.toString();
  return success.setPosition(new AppendResp.Position().setCommitPosition(value).setPreparePosition(value));
}
