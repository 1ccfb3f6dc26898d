/**
 * `WRITE`: the stream is at the expected revision. `ALREADY_WRITTEN`: a repeat of a stored append, whose result is to be
 * returned again. `WRONG_REVISION`: a conflict.
 */
export type RevisionCheck = 'WRITE' | 'ALREADY_WRITTEN' | 'WRONG_REVISION';

/**
 * The optimistic concurrency check of an append of events with these ids to a stream at revision `actual`.
 * `storedIdsAfter` gives the ids of at most `count` events stored right after a revision. It is called only when `actual`
 * is not `expected`: the same ids at the current revision are no repeat and are written again.
 */
export function checkExpectedRevision(
  ids: readonly string[],
  expected: number,
  actual: number,
  storedIdsAfter: (revision: number, count: number) => readonly string[],
): RevisionCheck {
  if (expected === actual) return 'WRITE';
  const stored = storedIdsAfter(expected, ids.length);
  return ids.every((id, n) => id === stored[n]) ? 'ALREADY_WRITTEN' : 'WRONG_REVISION';
}
