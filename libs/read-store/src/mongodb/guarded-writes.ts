import { type AnyBulkWriteOperation, type BulkWriteOptions, type Collection, MongoBulkWriteError, UUID } from 'mongodb';
import type { GuardedWrite } from '../read-store';
import { type Row, toRow } from './rows';

/** MongoDB's error code. */
const DUPLICATE_KEY = 11000;

/** Splits the writes into commands that write each id at most once, since the parts of a command run in any order. */
function splitByRepeatedId(writes: readonly GuardedWrite[]): readonly (readonly number[])[] {
  const commands: number[][] = [];
  const earlier = new Map<string, number>();
  for (const [index, { id }] of writes.entries()) {
    const round = earlier.get(id) ?? 0;
    (commands[round] ??= []).push(index);
    earlier.set(id, round + 1);
  }
  return commands;
}

const operationOf = ({ loaded, ...stored }: GuardedWrite, write: UUID): AnyBulkWriteOperation<Row> => {
  const row = toRow(stored, write);
  if (loaded === null) return { insertOne: { document: row } };
  const { _id, ...replacement } = row;
  return { replaceOne: { filter: { _id, position: loaded }, replacement } };
};

/** How many writes took effect. A document that exists already means a failed guard; all other errors are thrown. */
async function countEffective(
  rows: Collection<Row>,
  operations: AnyBulkWriteOperation<Row>[],
  options: BulkWriteOptions,
): Promise<number> {
  try {
    const { insertedCount, matchedCount } = await rows.bulkWrite(operations, { ...options, ordered: false });
    return insertedCount + matchedCount;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    if (!error.result.getWriteErrors().every(({ code }) => code === DUPLICATE_KEY)) throw error;
    return error.result.insertedCount + error.result.matchedCount;
  }
}

/**
 * Inserts new documents and replaces those whose position is still as it was loaded, in one unordered command. Gives the
 * indexes of the writes whose guard failed.
 *
 * The reply to the command says how many writes took effect, not which. When some did not, the rows are read to find
 * those with the id of this command. A write that took effect but was replaced in between counts as failed too: whoever
 * loads that document again finds it at least as far.
 */
export async function writeGuarded(
  rows: Collection<Row>,
  writes: readonly GuardedWrite[],
  options: BulkWriteOptions,
): Promise<readonly number[]> {
  const lost: number[] = [];
  for (const indexes of splitByRepeatedId(writes)) {
    const write = new UUID();
    const operations = indexes.map((index) => operationOf(writes[index]!, write));
    if ((await countEffective(rows, operations, options)) === indexes.length) continue;

    const ids = indexes.map((index) => writes[index]!.id);
    const written = await rows.find({ _id: { $in: ids }, write }, { projection: { _id: 1 } }).toArray();
    const held = new Set(written.map(({ _id }) => _id));
    lost.push(...indexes.filter((index) => !held.has(writes[index]!.id)));
  }
  return lost.sort((a, b) => a - b);
}
