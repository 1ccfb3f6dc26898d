import { AsyncLocalStorage } from 'node:async_hooks';
import type { Position } from '@app/kernel';

type HighWaterMark = { position: Position | null };
const marks = new AsyncLocalStorage<HighWaterMark>();

/**
 * Runs the work and gives its result with the high-water mark: the highest position that the work, and everything it
 * awaited, passed to `raiseHighWater`. Read-your-writes tokens are made of it. `null`: no position was passed.
 */
export async function trackHighWater<T>(work: () => Promise<T>): Promise<{ result: T; position: Position | null }> {
  const mark: HighWaterMark = { position: null };
  const result = await marks.run(mark, work);
  return { result, position: mark.position };
}

/** Raises the mark of the enclosing `trackHighWater` to this position if it is lower. Does nothing outside of one. */
export function raiseHighWater(position: Position): void {
  const mark = marks.getStore();
  if (mark && (mark.position === null || position > mark.position)) mark.position = position;
}

/** The current mark of the enclosing `trackHighWater`; `null` outside of one, and before any position was noted. */
export const highWater = (): Position | null => marks.getStore()?.position ?? null;
