/** Codes with the status and the sentence that go with them. */
export type ProblemTable = Readonly<Record<string, readonly [status: number, sentence: string]>>;

/** A file that decides something: its slice, and its source. */
export type DecidingSource = { readonly slice: string; readonly source: string };

/** What the page is made of. */
export type Errors = {
  /** A code that two tables share is listed once, with the sentence of the later table. */
  readonly problems: readonly ProblemTable[];
  readonly decisions: readonly DecidingSource[];
  /** The body of a response with this status, code and sentence. */
  readonly bodyOf: (status: number, code: string, sentence: string) => object;
  /** The rules that a part of a request can break, each with a sentence and the body of the response when it is broken. */
  readonly rules: Readonly<Record<string, { readonly sentence: string; readonly body: object }>>;
};

/**
 * The page of all errors as markdown: the codes by status, then by name, beside the slices whose decisions name them;
 * what a request of the wrong shape can break; then an example of each.
 */
export function errorsPage({ problems, decisions, bodyOf, rules }: Errors): string {
  const rows = Object.entries<ProblemTable[string]>(Object.assign({}, ...problems) as ProblemTable)
    .map(([code, [status, sentence]]) => ({ code, status, sentence, slices: slicesNaming(code, decisions) }))
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
  const broken = Object.entries(rules);
  return [
    '# Errors',
    '<!-- Written by `npm run docs` from the tables of problems. -->',
    'Every code that a response can carry in `details.applicationError.code`, which is its `message`, too. A request of the wrong shape is 400 and names the fields instead.',
    table(
      ['Status', 'Code', 'What it says', 'Decided in'],
      rows.map(({ code, status, sentence, slices }) => [status, `\`${code}\``, sentence, slices.join(', ')]),
    ),
    '## Requests of the wrong shape',
    'Such a response is 400 and has no code. It names every part that is wrong in `details.validationError.fieldViolations`, each with the rule that it breaks.',
    table(
      ['Status', 'Rule', 'What it says'],
      broken.map(([rule, { sentence }]) => [400, `\`${rule}\``, sentence]),
    ),
    '## Examples',
    ...broken.flatMap(([rule, { body }]) => example(`400 ${rule}`, body)),
    ...rows.flatMap(({ code, status, sentence }) => example(`${status} ${code}`, bodyOf(status, code, sentence))),
  ].join('\n\n');
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const example = (title: string, body: object): readonly string[] => [
  `### ${title}`,
  ['```json', JSON.stringify(body, null, 2), '```'].join('\n'),
];

const slicesNaming = (code: string, decisions: readonly DecidingSource[]): string[] =>
  decisions.flatMap(({ slice, source }) => (refusalsIn(source).includes(code) ? [slice] : []));

/** The codes in `…Refusals = […]`, and those with which `refuse` is called. The same word may stand in an event. */
const refusalsIn = (source: string): string[] =>
  [...source.matchAll(/Refusals = \[([^\]]*)\]|refuse\(('\w+')/g)]
    .flatMap(([, listed, refused]) => [...(listed ?? refused!).matchAll(/'(\w+)'/g)])
    .map(([, code]) => code!);
