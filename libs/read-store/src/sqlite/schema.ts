import { collectionName, indexedFields } from '../indexed-fields';
import type { Checkpoint, CollectionSpec, GuardedWrite } from '../read-store';
import { identified } from '../evaluate';
import { keyColumn, keyExpression } from './filter-to-sql';
import { searchEntriesOf } from '../search-keys';
import { quoted, sql, type Sql } from './sql';

const table = (collection: CollectionSpec): string => quoted(collectionName(collection));

/** Holds how far each projection has come, in the same file as what it made. */
export const checkpointTable = sql(`CREATE TABLE IF NOT EXISTS checkpoints
  (name TEXT PRIMARY KEY, position INTEGER, "storeId" TEXT NOT NULL, "caughtUpAt" TEXT)`);

/**
 * A collection's table. `document` is JSON, `keys` what can be searched for in it; both are NULL in a tombstone, which
 * has no site either.
 */
export const tableToSql = (collection: CollectionSpec): Sql =>
  sql(`CREATE TABLE IF NOT EXISTS ${table(collection)}
    (id TEXT PRIMARY KEY, "siteId" TEXT, position INTEGER NOT NULL, document TEXT, keys TEXT)`);

export const columnsToSql = (collection: CollectionSpec): Sql =>
  sql('SELECT name FROM pragma_table_xinfo(?)', collectionName(collection));

/**
 * A computed column for each indexed field that has none yet, and the indexes. Columns rather than expressions, because
 * only these can be sought by several keys at once. An index is led by the site and ends with the id, as every sort does.
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

export const loadToSql = (collection: CollectionSpec, ids: readonly string[]): Sql =>
  sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );

export const getToSql = (collection: CollectionSpec, siteId: string, id: string): Sql =>
  sql(`SELECT id, document, position FROM ${table(collection)} WHERE id = ? AND "siteId" = ?`, id, siteId);

/** Changes one row if the guard holds and none if not. */
export function writeToSql(collection: CollectionSpec, { id, document, position, loaded }: GuardedWrite): Sql {
  const row = [
    document?.siteId ?? null,
    position,
    document && JSON.stringify(document),
    document && JSON.stringify(Object.fromEntries(searchEntriesOf(identified(id, document)))),
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

export const clearToSql = (collection: CollectionSpec, checkpoint: string): readonly Sql[] => [
  sql(`DELETE FROM ${table(collection)}`),
  sql('DELETE FROM checkpoints WHERE name = ?', checkpoint),
];

export const checkpointToSql = (name: string): Sql =>
  sql('SELECT position, "storeId", "caughtUpAt" FROM checkpoints WHERE name = ?', name);

/** The position never goes back, unless it is that of another store. */
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
