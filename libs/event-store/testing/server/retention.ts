import { MAX_REVISION, metastreamOf, type Log, type Logged } from './log';

type StreamMetadata = { readonly $tb?: number; readonly $maxCount?: number; readonly $maxAge?: number };

/** What the newest metadata event of a stream says, as JSON; `{}` where there is none. */
export function metadataOf(log: Log, stream: string): StreamMetadata {
  const newest = log.of(metastreamOf(stream)).at(-1);
  return newest ? (JSON.parse(Buffer.from(newest.data).toString()) as StreamMetadata) : {};
}

/** Deleted so that it may come back: everything is hidden, and the next append goes on behind it. */
export const isSoftlyDeleted = (log: Log, stream: string): boolean =>
  (metadataOf(log, stream).$tb ?? 0) >= Number(MAX_REVISION);

/** The events of a stream that reads and subscriptions give; its metadata hides the others, now and at once. */
export function visible(log: Log, stream: string): readonly Logged[] {
  const { $tb, $maxCount, $maxAge } = metadataOf(log, stream);
  const events = log.of(stream);
  const last = Number(events.at(-1)?.revision ?? -1n);
  const oldest = $maxAge === undefined ? 0 : Date.now() - $maxAge * 1000;
  const first = Math.max($tb ?? 0, $maxCount === undefined ? 0 : last - $maxCount + 1);
  return first === 0 && oldest === 0
    ? events
    : events.filter(({ revision, created }) => Number(revision) >= first && created >= oldest);
}
