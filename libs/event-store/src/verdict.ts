/** What becomes of an append: it is written, it was written before, or its stream is elsewhere. */
export type Verdict = 'WRITE' | 'REPEAT' | 'REFUSE';

/**
 * Judges an append of events with these ids. `idsBehind` tells the ids of at most `count` events that are stored
 * right behind a revision; it is asked only when the stream is not where the caller expects it. Ids are compared there
 * and nowhere else: the same ids at the current revision are written again.
 */
export function judge(
  ids: readonly string[],
  expected: number,
  actual: number,
  idsBehind: (revision: number, count: number) => readonly string[],
): Verdict {
  if (expected === actual) return 'WRITE';
  const stored = idsBehind(expected, ids.length);
  return ids.every((id, n) => id === stored[n]) ? 'REPEAT' : 'REFUSE';
}
