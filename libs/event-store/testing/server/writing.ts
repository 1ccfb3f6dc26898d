import { randomUUID } from 'node:crypto';
import { MAX_REVISION, metastreamOf, type Log, type LoggedEvent, type ProposedEvent } from './log';
import { isSoftlyDeleted, metadataOf } from './retention';

/** The expected revision of a write: an exact one, or one of the special values. */
export type ExpectedRevision = bigint | 'any' | 'no_stream' | 'stream_exists';

/** The result of a write. `actual` is the stream's revision, `null` for none. */
export type WriteResult =
  | { readonly ok: true; readonly revision: bigint; readonly position?: bigint }
  | { readonly ok: false; readonly reason: 'DELETED' | 'TOO_LARGE' | 'BAD_REQUEST' }
  | { readonly ok: false; readonly reason: 'WRONG_REVISION'; readonly actual: bigint | null };

/** The most data that one append may hold, in bytes. */
export const MAX_APPEND_BYTES = 1_048_576;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const wrongRevision = (actual: bigint | null): WriteResult => ({ ok: false, reason: 'WRONG_REVISION', actual });
const exists = (log: Log, stream: string): boolean => log.revisionOf(stream) !== null && !isSoftlyDeleted(log, stream);

/** The last event of an earlier append of these ids; `NEW` when there was none, `MIXED` when only some of them are stored. */
function findRepeat(
  log: Log,
  stream: string,
  events: readonly ProposedEvent[],
  expected: ExpectedRevision,
): LoggedEvent | 'NEW' | 'MIXED' {
  const stored = log.of(stream);
  const ids = events.map(({ id }) => id.toLowerCase());
  const known =
    expected === 'any' || expected === 'stream_exists'
      ? ids.map((id) => stored.find((event) => event.id === id))
      : ids.map((id, n) => {
          const there = stored[Number(expected === 'no_stream' ? 0n : expected + 1n) + n];
          return there?.id === id ? there : undefined;
        });
  if (known[0] === undefined) return 'NEW';
  return known.includes(undefined) ? 'MIXED' : known.at(-1)!;
}

/** Appends, with the checks in the order of a real server: deleted, size, repeats, revision. */
export function append(
  log: Log,
  stream: string,
  events: readonly ProposedEvent[],
  expected: ExpectedRevision,
  { ignoresRepeats = false } = {},
): WriteResult {
  if (stream === '' || events.some(({ id, type }) => type === '' || !UUID.test(id)))
    return { ok: false, reason: 'BAD_REQUEST' };
  if (log.isTombstoned(stream)) return { ok: false, reason: 'DELETED' };
  if (events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_BYTES)
    return { ok: false, reason: 'TOO_LARGE' };
  const actual = log.revisionOf(stream);
  if (events.length === 0) return { ok: true, revision: actual ?? 0n };
  const isDeleted = isSoftlyDeleted(log, stream);
  if (expected === 'stream_exists' && isDeleted) return { ok: false, reason: 'DELETED' };
  if (expected === 'stream_exists' && actual === null) return wrongRevision(actual);

  if (!ignoresRepeats && expected !== actual) {
    const repeat = findRepeat(log, stream, events, expected);
    if (repeat === 'MIXED') return wrongRevision(actual);
    if (repeat !== 'NEW') {
      const { revision, position } = repeat;
      return isDeleted ? { ok: true, revision } : { ok: true, revision, position };
    }
  }
  if (expected === 'no_stream' && actual !== null && !isDeleted) return wrongRevision(actual);
  if (typeof expected === 'bigint' && expected !== actual) return wrongRevision(actual);

  const { revision, position } = log.write(stream, events).at(-1)!;
  if (isDeleted) hideBefore(log, stream, (actual ?? -1n) + 1n);
  return { ok: true, revision, position };
}

/** Deletes a stream; a later append brings it back. */
export function softDelete(log: Log, stream: string, expected: ExpectedRevision): WriteResult {
  if (log.isTombstoned(stream)) return { ok: false, reason: 'DELETED' };
  if (!meets(log, stream, expected) || log.revisionOf(stream) === null) return wrongRevision(log.revisionOf(stream));
  return hideBefore(log, stream, MAX_REVISION);
}

/** Deletes a stream for ever, also one that never existed. */
export function tombstone(log: Log, stream: string, expected: ExpectedRevision): WriteResult {
  if (log.isTombstoned(stream)) return { ok: false, reason: 'DELETED' };
  if (!meets(log, stream, expected)) return wrongRevision(log.revisionOf(stream));
  const mark = systemEvent('$streamDeleted', 'application/octet-stream', '');
  const { revision, position } = log.write(stream, [mark], MAX_REVISION)[0]!;
  return { ok: true, revision, position };
}

function meets(log: Log, stream: string, expected: ExpectedRevision): boolean {
  if (expected === 'any') return true;
  if (expected === 'no_stream') return !exists(log, stream);
  if (expected === 'stream_exists') return exists(log, stream);
  return log.revisionOf(stream) === expected;
}

function hideBefore(log: Log, stream: string, first: bigint): WriteResult {
  const { $tb: _, ...kept } = metadataOf(log, stream);
  // Text, because no number in JavaScript is the largest revision.
  const fields = [`"$tb":${first}`, ...Object.entries(kept).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)];
  const event = systemEvent('$metadata', 'application/json', `{${fields.join(',')}}`);
  const { revision, position } = log.write(metastreamOf(stream), [event])[0]!;
  return { ok: true, revision, position };
}

const systemEvent = (type: string, contentType: string, data: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  contentType,
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
