import type { Position } from '@app/kernel';
import type { Binary, Document as MongoDocument } from 'mongodb';
import { identified } from '../evaluate';
import { collectionName } from '../indexed-fields';
import type { CollectionSpec, Document, Stored } from '../read-store';
import { keyOf } from './filter-to-mongo';
import { searchKeysOf, type SearchKeys } from './key-paths';

/**
 * A document as MongoDB holds it. A tombstone has the first three only.
 * `document` is JSON text: whatever people put into it, no name, depth or type in it means anything to driver or server.
 */
export type Row = {
  readonly _id: string;
  /** A 64-bit whole number. */
  readonly position: Position;
  /** Which write made this row: how a writer tells its own from another's. */
  readonly write: Binary;
  readonly siteId?: string;
  readonly document?: string;
  readonly keys?: SearchKeys;
};

/** What is read of a row: never its keys. */
export const shown = { document: 1, position: 1 } as const;
export type Shown = Pick<Row, '_id' | 'position' | 'document'>;

/** The position itself. Throws `RangeError` beyond 64 bits, which the wire format would cut off. */
export function asLong(position: Position): Position {
  if (BigInt.asIntN(64, position) !== position) throw new RangeError('a position has at most 64 bits');
  return position;
}

export const rowOf = ({ id, document, position }: Stored, write: Binary): Row => ({
  _id: id,
  position: asLong(position),
  write,
  ...(document && {
    siteId: document.siteId,
    document: JSON.stringify(document),
    keys: searchKeysOf(identified(id, document)),
  }),
});

export const storedIn = ({ _id, position, document }: Shown): Stored => ({
  id: _id,
  document: document === undefined ? null : (JSON.parse(document) as Document),
  position,
});

/** What a row must look like, whoever writes it. */
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

/** The indexes of a collection. Each is led by the site and ends with the id, as every sort does. */
export const indexesOf = (collection: CollectionSpec) =>
  [['id'], ...collection.indexes].map((fields) => ({
    name: `${collectionName(collection)}(${fields.join()})`,
    key: new Map<string, 1>([
      ['siteId', 1],
      ...[...fields.filter((field) => field !== 'id'), 'id'].map((field) => [keyOf(field), 1] as const),
    ]),
  }));
