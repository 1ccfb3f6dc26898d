import { type Collection, MongoServerError, type UpdateOptions } from 'mongodb';
import type { Checkpoint } from '../read-store';
import { asLong } from './rows';

export type CheckpointRow = Checkpoint & { readonly _id: string };

const duplicateKey = 11000;

/**
 * Moves a checkpoint forwards. Three guarded steps, of which exactly one takes effect: it moves; it is further already
 * and only tells when it was caught up; it is new. Another writer may come between them, so they start over until one did.
 */
export async function moveCheckpoint(
  checkpoints: Collection<CheckpointRow>,
  name: string,
  checkpoint: Checkpoint,
  options: UpdateOptions,
): Promise<void> {
  const { storeId, caughtUpAt } = checkpoint;
  const position = checkpoint.position === null ? null : asLong(checkpoint.position);
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
      if (!(error instanceof MongoServerError && error.code === duplicateKey)) throw error;
    }
  }
}
