/** What may be bound to a parameter. The driver aborts the process on booleans, so there are none. */
export type SqlValue = string | number | bigint | null;

/** A piece of SQL with the values of its `?`, in order. The text never holds anything that a caller sent. */
export type Sql = { readonly text: string; readonly values: readonly SqlValue[] };

export const sql = (text: string, ...values: readonly SqlValue[]): Sql => ({ text, values });

/** Pieces in a row, in brackets, so that the whole can stand anywhere. */
export const joined = (parts: readonly Sql[], separator: string): Sql => ({
  text: `(${parts.map(({ text }) => text).join(separator)})`,
  values: parts.flatMap(({ values }) => values),
});

export const allOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql('1') : joined(parts, ' AND '));
export const anyOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql('0') : joined(parts, ' OR '));
/** SQL knows a third answer, unknown, whose opposite is unknown too; here the opposite of anything but true is true. */
export const not = ({ text, values }: Sql): Sql => ({ text: `(${text}) IS NOT TRUE`, values });

/** A name in double quotes. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
