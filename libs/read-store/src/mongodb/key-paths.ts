import { stepsOf } from '../evaluate/field';
import { searchEntriesOf, type SearchEntry } from '../search-keys';
import type { Identified } from '../evaluate';

/** Entries stand side by side under `keys`, so the dots of their names, which mean depth to MongoDB, become slashes. */
const flat = (entry: string): string => entry.replaceAll('.', '/');

/**
 * The path of an entry of the search keys, for example `keys.joinRequest/status` or `keys.tags[]`.
 * Throws `TypeError` for a field that is no dotted path: nothing else ever becomes part of a name.
 */
export function keyPath(field: string, entryOf: (field: string) => string): string {
  stepsOf(field);
  return `keys.${flat(entryOf(field))}`;
}

export type SearchKeys = ReadonlyMap<string, SearchEntry[1]>;

/** The search keys of a document as they are stored. A map, because the driver reads a meaning into some object keys. */
export const searchKeysOf = (document: Identified): SearchKeys =>
  new Map(searchEntriesOf(document).map(([entry, keys]) => [flat(entry), keys]));
