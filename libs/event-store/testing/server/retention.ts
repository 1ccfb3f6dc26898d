import { MAX_REVISION, metastreamOf, type Log, type LoggedEvent } from './log';

type StreamMetadata = { readonly $tb?: number; readonly $maxCount?: number; readonly $maxAge?: number };

/** The data of the newest metadata event of a stream; `{}` when there is none. */
export function metadataOf(log: Log, stream: string): StreamMetadata {
  const newest = log.of(metastreamOf(stream)).at(-1);
  return newest ? (JSON.parse(Buffer.from(newest.data).toString()) as StreamMetadata) : {};
}

/** Whether the stream is soft-deleted: all events are hidden, and the next append continues its revisions. */
export const isSoftlyDeleted = (log: Log, stream: string): boolean =>
  (metadataOf(log, stream).$tb ?? 0) >= Number(MAX_REVISION);

/** The events of a stream that reads and subscriptions give. Metadata hides the others immediately. */
export function visible(log: Log, stream: string): readonly LoggedEvent[] {
  const { $tb, $maxCount, $maxAge } = metadataOf(log, stream);
  const events = log.of(stream);
  const last = Number(events.at(-1)?.revision ?? -1n);
  const oldest = $maxAge === undefined ? 0 : Date.now() - $maxAge * 1000;
  const first = Math.max($tb ?? 0, $maxCount === undefined ? 0 : last - $maxCount + 1);
  return first === 0 && oldest === 0
    ? events
    : events.filter(({ revision, created }) => Number(revision) >= first && created >= oldest);
}
