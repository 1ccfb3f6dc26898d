/** Codes with the status and the sentence that go with them. */
export type ProblemTable = Readonly<Record<string, readonly [status: number, sentence: string]>>;

/** A file that decides something: its slice, and its source. */
export type DecidingSource = { readonly slice: string; readonly source: string };

/**
 * The list of all error codes as markdown, by status, then by code. A code that two tables share is listed once, with
 * the sentence of the later table. Beside each stand the slices whose decisions name it.
 */
export function errorsPage(tables: readonly ProblemTable[], decisions: readonly DecidingSource[]): string {
  const rows = Object.entries<ProblemTable[string]>(Object.assign({}, ...tables) as ProblemTable)
    .map(([code, [status, sentence]]) => ({ code, status, sentence, slices: slicesNaming(code, decisions) }))
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
  return [
    '# Errors',
    '<!-- Written by `npm run docs` from the tables of problems. -->',
    'Every code that an answer can carry in `details.applicationError.code`. A request of the wrong shape is 400 and names the fields instead.',
    [
      '| Status | Code | What it says | Decided in |',
      '| --- | --- | --- | --- |',
      ...rows.map(
        ({ code, status, sentence, slices }) => `| ${status} | \`${code}\` | ${sentence} | ${slices.join(', ')} |`,
      ),
    ].join('\n'),
  ].join('\n\n');
}

const slicesNaming = (code: string, decisions: readonly DecidingSource[]): string[] =>
  decisions.flatMap(({ slice, source }) => (source.includes(`'${code}'`) ? [slice] : []));
