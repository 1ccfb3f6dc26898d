import { type Collection, MongoServerError, type UpdateOptions } from 'mongodb';
import type { Checkpoint } from '../read-store';
import { assertInt64 } from './rows';

/** A checkpoint as stored; `_id` is its name. */
export type CheckpointRow = Checkpoint & { readonly _id: string };

/** MongoDB's error code. */
const DUPLICATE_KEY = 11000;

/**
 * Saves a checkpoint, which only moves forwards. Exactly one of three guarded writes takes effect: the position moves; it
 * is further already and only `caughtUpAt` changes; the checkpoint is inserted. Another writer may interfere between
 * them, so they are repeated until one of them succeeds.
 */
export async function moveCheckpoint(
  checkpoints: Collection<CheckpointRow>,
  name: string,
  checkpoint: Checkpoint,
  options: UpdateOptions,
): Promise<void> {
  const { storeId, caughtUpAt } = checkpoint;
  const position = checkpoint.position === null ? null : assertInt64(checkpoint.position);
  const [notFurther, further] =
    position === null
      ? [{ position: null }, { position: { $ne: null } }]
      : [{ $or: [{ position: null }, { position: { $lte: position } }] }, { position: { $gt: position } }];
  for (;;) {
    const moved = await checkpoints.updateOne(
      { _id: name, $or: [{ storeId: { $ne: storeId } }, notFurther] },
      { $set: { position, storeId, caughtUpAt } },
      options,
    );
    if (moved.matchedCount > 0) return;
    const stayed = await checkpoints.updateOne({ _id: name, storeId, ...further }, { $set: { caughtUpAt } }, options);
    if (stayed.matchedCount > 0) return;
    try {
      await checkpoints.insertOne({ _id: name, position, storeId, caughtUpAt }, options);
      return;
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
    }
  }
}
