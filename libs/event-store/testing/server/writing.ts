import { randomUUID } from 'node:crypto';
import { MAX_REVISION, metastreamOf, type Log, type Logged, type Proposed } from './log';
import { isSoftlyDeleted, metadataOf } from './retention';

/** What a writer expects of a stream: an exact revision, or one of the words. */
export type Expected = bigint | 'any' | 'no_stream' | 'stream_exists';

/** What came of a write. `actual` is the stream's revision, `null` for none. */
export type Written =
  | { readonly ok: true; readonly revision: bigint; readonly position?: bigint }
  | { readonly ok: false; readonly why: 'DELETED' | 'TOO_LARGE' | 'BAD_REQUEST' }
  | { readonly ok: false; readonly why: 'WRONG_REVISION'; readonly actual: bigint | null };

/** The most that the data of one append may weigh, in bytes. */
export const MAX_DATA = 1_048_576;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const wrong = (actual: bigint | null): Written => ({ ok: false, why: 'WRONG_REVISION', actual });
const isThere = (log: Log, stream: string): boolean => log.revisionOf(stream) !== null && !isSoftlyDeleted(log, stream);

/** Whether these ids are stored, as an earlier append would have left them: all, none of them, or something between. */
function repeated(log: Log, stream: string, events: readonly Proposed[], expected: Expected): Logged | 'NEW' | 'MIXED' {
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

/** Appends, judged in the order in which a server judges: deleted, weight, repeats, revision. */
export function append(
  log: Log,
  stream: string,
  events: readonly Proposed[],
  expected: Expected,
  { forgetful = false } = {},
): Written {
  if (stream === '' || events.some(({ id, type }) => type === '' || !UUID.test(id)))
    return { ok: false, why: 'BAD_REQUEST' };
  if (log.isTombstoned(stream)) return { ok: false, why: 'DELETED' };
  if (events.reduce((sum, { data }) => sum + data.length, 0) > MAX_DATA) return { ok: false, why: 'TOO_LARGE' };
  const actual = log.revisionOf(stream);
  if (events.length === 0) return { ok: true, revision: actual ?? 0n };
  const gone = isSoftlyDeleted(log, stream);
  if (expected === 'stream_exists' && gone) return { ok: false, why: 'DELETED' };
  if (expected === 'stream_exists' && actual === null) return wrong(actual);

  if (!forgetful && expected !== actual) {
    const before = repeated(log, stream, events, expected);
    if (before === 'MIXED') return wrong(actual);
    if (before !== 'NEW') {
      const { revision, position } = before;
      return gone ? { ok: true, revision } : { ok: true, revision, position };
    }
  }
  if (expected === 'no_stream' && actual !== null && !gone) return wrong(actual);
  if (typeof expected === 'bigint' && expected !== actual) return wrong(actual);

  const { revision, position } = log.write(stream, events).at(-1)!;
  if (gone) hideBefore(log, stream, (actual ?? -1n) + 1n);
  return { ok: true, revision, position };
}

/** Deletes a stream so that an append brings it back. */
export function softDelete(log: Log, stream: string, expected: Expected): Written {
  if (log.isTombstoned(stream)) return { ok: false, why: 'DELETED' };
  if (!meets(log, stream, expected) || log.revisionOf(stream) === null) return wrong(log.revisionOf(stream));
  return hideBefore(log, stream, MAX_REVISION);
}

/** Ends a stream for ever, also one that never was. */
export function tombstone(log: Log, stream: string, expected: Expected): Written {
  if (log.isTombstoned(stream)) return { ok: false, why: 'DELETED' };
  if (!meets(log, stream, expected)) return wrong(log.revisionOf(stream));
  const mark = systemEvent('$streamDeleted', 'application/octet-stream', '');
  const { revision, position } = log.write(stream, [mark], MAX_REVISION)[0]!;
  return { ok: true, revision, position };
}

function meets(log: Log, stream: string, expected: Expected): boolean {
  if (expected === 'any') return true;
  if (expected === 'no_stream') return !isThere(log, stream);
  if (expected === 'stream_exists') return isThere(log, stream);
  return log.revisionOf(stream) === expected;
}

function hideBefore(log: Log, stream: string, first: bigint): Written {
  const { $tb: _, ...kept } = metadataOf(log, stream);
  // Text, because no number in JavaScript is the largest revision.
  const fields = [`"$tb":${first}`, ...Object.entries(kept).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)];
  const event = systemEvent('$metadata', 'application/json', `{${fields.join(',')}}`);
  const { revision, position } = log.write(metastreamOf(stream), [event])[0]!;
  return { ok: true, revision, position };
}

const systemEvent = (type: string, contentType: string, data: string): Proposed => ({
  id: randomUUID(),
  type,
  contentType,
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
