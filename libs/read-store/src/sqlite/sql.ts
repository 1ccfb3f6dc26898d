/** A value of a parameter. Never a boolean: the driver aborts the process on one. */
export type SqlValue = string | number | bigint | null;

/** A piece of SQL with the values of its `?`, in order. The text never holds anything that a caller sent. */
export type Sql = { readonly text: string; readonly values: readonly SqlValue[] };

/** A piece of SQL from its text and the values of its `?`. */
export const sql = (text: string, ...values: readonly SqlValue[]): Sql => ({ text, values });

/** Pieces joined by a separator, in brackets. */
export const joined = (parts: readonly Sql[], separator: string): Sql => ({
  text: `(${parts.map(({ text }) => text).join(separator)})`,
  values: parts.flatMap(({ values }) => values),
});

/** All of these conditions; true for none. */
export const allOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql('1') : joined(parts, ' AND '));
/** One of these conditions; false for none. */
export const anyOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql('0') : joined(parts, ' OR '));
/** True unless the condition is true: SQL's own NOT of NULL would be NULL. */
export const not = ({ text, values }: Sql): Sql => ({ text: `(${text}) IS NOT TRUE`, values });

/** A quoted name of a table or column. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
