import { pathSegments } from '../evaluate/field';
import { searchEntriesOf, type SearchEntry } from '../search-keys';
import type { DocumentWithId } from '../evaluate';

/** All entries are fields of `keys`. MongoDB takes dots for nesting, so the dots in their names become slashes. */
const flatName = (entry: string): string => entry.replaceAll('.', '/');

/**
 * The path of an entry of the search keys, for example `keys.joinRequest/status` or `keys.tags[]`.
 * Throws `TypeError` for a field that is no dotted path, so that nothing else becomes part of a field name.
 */
export function keyPath(field: string, entryOf: (field: string) => string): string {
  pathSegments(field);
  return `keys.${flatName(entryOf(field))}`;
}

/** The search keys of a document, by flat name. */
export type SearchKeys = ReadonlyMap<string, SearchEntry[1]>;

/** The search keys of a document as stored. A map, because the driver gives some object keys a special meaning. */
export const toSearchKeys = (document: DocumentWithId): SearchKeys =>
  new Map(searchEntriesOf(document).map(([entry, keys]) => [flatName(entry), keys]));
