import { collectionName, indexedFields } from '../indexed-fields';
import type { Checkpoint, CollectionSpec, GuardedWrite } from '../read-store';
import { withId } from '../evaluate';
import { keyColumn, keyExpression } from './filter-to-sql';
import { searchEntriesOf } from '../search-keys';
import { quoted, sql, type Sql } from './sql';

const table = (collection: CollectionSpec): string => quoted(collectionName(collection));

/** The table of checkpoints. It is in the same file as the documents, so that both can be written in one transaction. */
export const checkpointTable = sql(`CREATE TABLE IF NOT EXISTS checkpoints
  (name TEXT PRIMARY KEY, position INTEGER, "storeId" TEXT NOT NULL, "caughtUpAt" TEXT)`);

/**
 * The table of a collection. `document` is JSON, `keys` are its search keys; in a tombstone both and `siteId` are NULL.
 */
export const tableToSql = (collection: CollectionSpec): Sql =>
  sql(`CREATE TABLE IF NOT EXISTS ${table(collection)}
    (id TEXT PRIMARY KEY, "siteId" TEXT, position INTEGER NOT NULL, document TEXT, keys TEXT)`);

/** The names of the columns that the table has. */
export const columnsToSql = (collection: CollectionSpec): Sql =>
  sql('SELECT name FROM pragma_table_xinfo(?)', collectionName(collection));

/**
 * Creates a computed column for each indexed field that has none yet, and the indexes. Columns rather than expressions,
 * because only columns can be sought by several keys at once. Each index begins with the site and ends with the id.
 */
export function indexesToSql(collection: CollectionSpec, columns: ReadonlySet<string>): readonly Sql[] {
  const missing = [...indexedFields(collection)].filter((field) => !columns.has(keyColumn(field)));
  return [
    ...missing.map((field) =>
      sql(`ALTER TABLE ${table(collection)}
        ADD COLUMN ${quoted(keyColumn(field))} TEXT GENERATED ALWAYS AS (${keyExpression(field)}) VIRTUAL`),
    ),
    ...[['id'], ...collection.indexes].map((fields) => {
      const keys = [...fields.filter((field) => field !== 'id'), 'id'].map((field) => quoted(keyColumn(field)));
      const name = quoted(`${collectionName(collection)}(${fields.join()})`);
      return sql(`CREATE INDEX IF NOT EXISTS ${name} ON ${table(collection)} ("siteId", ${keys.join(', ')})`);
    }),
  ];
}

/** Rows by id, tombstones included. */
export const loadToSql = (collection: CollectionSpec, ids: readonly string[]): Sql =>
  sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );

/** The row of one document of a site. */
export const getToSql = (collection: CollectionSpec, siteId: string, id: string): Sql =>
  sql(`SELECT id, document, position FROM ${table(collection)} WHERE id = ? AND "siteId" = ?`, id, siteId);

/** Changes one row if the guard holds, else none. */
export function writeToSql(collection: CollectionSpec, { id, document, position, loaded }: GuardedWrite): Sql {
  const row = [
    document?.siteId ?? null,
    position,
    document && JSON.stringify(document),
    document && JSON.stringify(Object.fromEntries(searchEntriesOf(withId(id, document)))),
  ];
  return loaded === null
    ? sql(
        `INSERT INTO ${table(collection)} ("siteId", position, document, keys, id) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO NOTHING`,
        ...row,
        id,
      )
    : sql(
        `UPDATE ${table(collection)} SET "siteId" = ?, position = ?, document = ?, keys = ?
           WHERE id = ? AND position = ?`,
        ...row,
        id,
        loaded,
      );
}

/** Deletes all documents of a collection, and a checkpoint. */
export const clearToSql = (collection: CollectionSpec, checkpoint: string): readonly Sql[] => [
  sql(`DELETE FROM ${table(collection)}`),
  sql('DELETE FROM checkpoints WHERE name = ?', checkpoint),
];

/** The row of a checkpoint. */
export const checkpointToSql = (name: string): Sql =>
  sql('SELECT position, "storeId", "caughtUpAt" FROM checkpoints WHERE name = ?', name);

/** The position never moves back, unless the checkpoint is of another event store. */
export const saveCheckpointToSql = (name: string, { position, storeId, caughtUpAt }: Checkpoint): Sql =>
  sql(
    `INSERT INTO checkpoints (name, position, "storeId", "caughtUpAt") VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET
         position = CASE
           WHEN "storeId" = excluded."storeId" AND position >= coalesce(excluded.position, position) THEN position
           ELSE excluded.position END,
         "storeId" = excluded."storeId",
         "caughtUpAt" = excluded."caughtUpAt"`,
    name,
    position,
    storeId,
    caughtUpAt,
  );
