import { type AnyBulkWriteOperation, type BulkWriteOptions, type Collection, MongoBulkWriteError, UUID } from 'mongodb';
import type { GuardedWrite } from '../read-store';
import { type Row, rowOf } from './rows';

const duplicateKey = 11000;

/** One command may touch an id once, since its parts run in any order: the n-th write of an id goes into the n-th round. */
function roundsOf(writes: readonly GuardedWrite[]): readonly (readonly number[])[] {
  const rounds: number[][] = [];
  const earlier = new Map<string, number>();
  for (const [index, { id }] of writes.entries()) {
    const round = earlier.get(id) ?? 0;
    (rounds[round] ??= []).push(index);
    earlier.set(id, round + 1);
  }
  return rounds;
}

const operationOf = ({ loaded, ...stored }: GuardedWrite, write: UUID): AnyBulkWriteOperation<Row> => {
  const row = rowOf(stored, write);
  if (loaded === null) return { insertOne: { document: row } };
  const { _id, ...replacement } = row;
  return { replaceOne: { filter: { _id, position: loaded }, replacement } };
};

/** How many took effect. A document that is there already is a lost guard and no failure; all else is thrown. */
async function effects(
  rows: Collection<Row>,
  operations: AnyBulkWriteOperation<Row>[],
  options: BulkWriteOptions,
): Promise<number> {
  try {
    const { insertedCount, matchedCount } = await rows.bulkWrite(operations, { ...options, ordered: false });
    return insertedCount + matchedCount;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    if (!error.result.getWriteErrors().every(({ code }) => code === duplicateKey)) throw error;
    return error.result.insertedCount + error.result.matchedCount;
  }
}

/**
 * Inserts what was not there and replaces what is still as it was loaded, in one unordered command. Gives the indexes of
 * those whose guard was lost.
 *
 * The answer to the command tells how many took effect, not which. So when some did not, the rows are asked whose write
 * they hold. A write that took effect but was overtaken in between counts as lost too: who loads that document again
 * finds it at least as far.
 */
export async function writeGuarded(
  rows: Collection<Row>,
  writes: readonly GuardedWrite[],
  options: BulkWriteOptions,
): Promise<readonly number[]> {
  const lost: number[] = [];
  for (const round of roundsOf(writes)) {
    const write = new UUID();
    const operations = round.map((index) => operationOf(writes[index]!, write));
    if ((await effects(rows, operations, options)) === round.length) continue;

    const ids = round.map((index) => writes[index]!.id);
    const ours = await rows.find({ _id: { $in: ids }, write }, { projection: { _id: 1 } }).toArray();
    const held = new Set(ours.map(({ _id }) => _id));
    lost.push(...round.filter((index) => !held.has(writes[index]!.id)));
  }
  return lost.sort((a, b) => a - b);
}
