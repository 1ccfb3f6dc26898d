/** A field that callers may filter by: where it is in the document, and what it holds. */
export type QueryField = {
  /** Its dotted path in the documents. */
  readonly path: string;
  /** `date`: an ISO date, stored as `toISOString` writes it. `id`: text that is compared whole. */
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'enum' | 'id' | 'textArray';
  /** The values of an `enum`. */
  readonly values?: readonly string[];
  /** Whether `$startsWith`, `$endsWith` and `$contains` are allowed. */
  readonly text?: true;
  /** Whether callers may sort by it. */
  readonly sortable?: true;
  /** Other names that callers may use for it. */
  readonly aliases?: readonly string[];
};

/** The fields of one resource by the names that its callers use. */
export type FieldTable = { readonly [apiField: string]: QueryField };

/** The field name for each alias. */
export const aliasesIn = (table: FieldTable): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name])));

/** The fields by name and alias. A map, so that names of built-in properties find nothing. */
export const fieldsByName = (table: FieldTable): ReadonlyMap<string, QueryField> =>
  new Map(
    Object.entries(table).flatMap(([name, field]) => [name, ...(field.aliases ?? [])].map((alias) => [alias, field])),
  );
