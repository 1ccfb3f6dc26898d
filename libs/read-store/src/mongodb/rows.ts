import type { Position } from '@app/kernel';
import type { Binary, Document as MongoDocument } from 'mongodb';
import { withId } from '../evaluate';
import { collectionName } from '../indexed-fields';
import type { CollectionSpec, Document, StoredDocument } from '../read-store';
import { keyField } from './filter-to-mongo';
import { toSearchKeys, type SearchKeys } from './key-paths';

/**
 * A document as stored in MongoDB. A tombstone has only the first three fields.
 * `document` is JSON text, so that no name, depth or type in it has a meaning for the driver or the server.
 */
export type Row = {
  readonly _id: string;
  /** A 64-bit whole number. */
  readonly position: Position;
  /** The id of the command that wrote this row, by which a writer recognises its own. */
  readonly write: Binary;
  readonly siteId?: string;
  readonly document?: string;
  readonly keys?: SearchKeys;
};

/** The fields that are read of a row. */
export const readProjection = { document: 1, position: 1 } as const;
/** A row as it is read. */
export type ReadRow = Pick<Row, '_id' | 'position' | 'document'>;

/** Gives the position. Throws `RangeError` beyond 64 bits, which the wire format would cut off. */
export function assertInt64(position: Position): Position {
  if (BigInt.asIntN(64, position) !== position) throw new RangeError('a position has at most 64 bits');
  return position;
}

/** The row for a document; `write` is the id of the command. */
export const toRow = ({ id, document, position }: StoredDocument, write: Binary): Row => ({
  _id: id,
  position: assertInt64(position),
  write,
  ...(document && {
    siteId: document.siteId,
    document: JSON.stringify(document),
    keys: toSearchKeys(withId(id, document)),
  }),
});

/** The document in a row. */
export const toStoredDocument = ({ _id, position, document }: ReadRow): StoredDocument => ({
  id: _id,
  document: document === undefined ? null : (JSON.parse(document) as Document),
  position,
});

/** The search key of a scalar in a row that was read with nothing else. The driver reads a map as an object. */
export const keyIn =
  (field: string) =>
  ({ keys }: Pick<Row, 'keys'>): readonly string[] => {
    const key = (keys as unknown as MongoDocument | undefined)?.[keyField(field).slice('keys.'.length)] as unknown;
    return typeof key === 'string' ? [key] : [];
  };

/** The JSON schema of rows, which the server enforces. */
export const rowSchema: MongoDocument = {
  bsonType: 'object',
  required: ['_id', 'position', 'write'],
  properties: {
    _id: { bsonType: 'string' },
    position: { bsonType: 'long' },
    write: { bsonType: 'binData' },
    siteId: { bsonType: 'string' },
    document: { bsonType: 'string' },
    keys: { bsonType: 'object' },
  },
  additionalProperties: false,
  dependencies: { siteId: ['document', 'keys'], document: ['siteId', 'keys'], keys: ['siteId', 'document'] },
};

/** The indexes of a collection. Each begins with the site and ends with the id, as every query and sort does. */
export const indexesOf = (collection: CollectionSpec) =>
  [['id'], ...collection.indexes].map((fields) => ({
    name: `${collectionName(collection)}(${fields.join()})`,
    key: new Map<string, 1>([
      ['siteId', 1],
      ...[...fields.filter((field) => field !== 'id'), 'id'].map((field) => [keyField(field), 1] as const),
    ]),
  }));
