/** One field that callers may filter by, where it is in the document and what it holds. */
export type QueryField = {
  /** Where the documents hold it, dotted. */
  readonly path: string;
  /** `date`: an ISO date, kept as `toISOString` writes it. `id`: text that is compared whole. */
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'enum' | 'id' | 'textArray';
  /** What an `enum` may be. */
  readonly values?: readonly string[];
  /** Whether `$startsWith`, `$endsWith` and `$contains` are for it. */
  readonly text?: true;
  readonly sortable?: true;
  /** Other names that callers use for it. */
  readonly aliases?: readonly string[];
};

/** The fields of one resource by the names that its callers use. */
export type FieldTable = { readonly [apiField: string]: QueryField };

/** What each other name of a field stands for. */
export const aliasesIn = (table: FieldTable): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name])));

/** The fields by each of their names. A map, so that names of built-in properties find nothing. */
export const fieldsByName = (table: FieldTable): ReadonlyMap<string, QueryField> =>
  new Map(
    Object.entries(table).flatMap(([name, field]) => [name, ...(field.aliases ?? [])].map((alias) => [alias, field])),
  );
