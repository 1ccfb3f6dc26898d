import { AsyncLocalStorage } from 'node:async_hooks';
import type { Position } from '@app/kernel';

type Mark = { position: Position | null };
const marks = new AsyncLocalStorage<Mark>();

/**
 * Runs the work and tells the highest position that it (and everything it awaited) appended at or, having appended
 * nothing, read. This is what a read-your-writes token is made of. `null`: it met no event.
 */
export async function markingHighWater<T>(work: () => Promise<T>): Promise<{ result: T; position: Position | null }> {
  const mark: Mark = { position: null };
  const result = await marks.run(mark, work);
  return { result, position: mark.position };
}

/** Notes a position for whoever marks the high water around the current work; without such a one, does nothing. */
export function raiseHighWater(position: Position): void {
  const mark = marks.getStore();
  if (mark && (mark.position === null || position > mark.position)) mark.position = position;
}

/** How high the water stands in the current work so far; `null` outside of one, and before it met an event. */
export const highWater = (): Position | null => marks.getStore()?.position ?? null;
