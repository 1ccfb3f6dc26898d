import ts from 'typescript';

/** A folder of `commands` or `queries`: its name, its path from the checkout, and its files' sources by name. */
export type Slice = {
  readonly name: string;
  readonly path: string;
  readonly sources: Readonly<Record<string, string>>;
};
/** A line of the page: something that the service does, the routes that lead to it, and one sentence about it. */
export type Row = {
  readonly name: string;
  /** From the checkout. */
  readonly path: string;
  readonly routes: readonly string[];
  /** Empty if its declaration has no doc comment. */
  readonly sentence: string;
};
/** The rows of the page. */
export type Rows = {
  readonly commands: readonly Row[];
  readonly queries: readonly Row[];
  readonly policies: readonly Row[];
};

/** A method of a controller: `POST /v2/groups/{groupId}/join-requests`, and its source. */
export type Route = { readonly route: string; readonly source: string };

const verbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

/** The page of everything that the service does, as markdown. Links lead from a page in `docs`. */
export const slicesPage = ({ commands, queries, policies }: Rows): string =>
  [
    '# Commands, queries and policies',
    '<!-- Written by `npm run docs` from the doc comments of decisions, queries and policies. -->',
    'Every route belongs to a command or a query. A command without a route is sent by policies only.',
    '## Commands',
    table('Command', commands),
    '## Queries',
    table('Query', queries),
    '## Policies',
    'A policy sends commands when an event has happened.',
    table('Policy', policies, false),
  ].join('\n\n');

/** A command with what its decision says. */
export function commandRow(slice: Slice): Row {
  const { name, path, sources } = slice;
  const file = `${name}.decision.ts`;
  const decisions = declarationsIn(file, sources[file] ?? '').filter(({ kind }) => kind === 'FUNCTION');
  // Of several functions the command names its decision, as in `extends GroupsCommand<typeof joinGroup>`.
  const command = sources[`${name}.command.ts`] ?? '';
  const decision =
    decisions.length === 1
      ? decisions[0]
      : decisions.find((each) => new RegExp(`extends \\w+<\\s*typeof ${each.name}\\b`).test(command));
  return { name, path, routes: routesOf(slice).map(({ route }) => route), sentence: firstSentence(decision) };
}

/** The queries of a slice, each with the routes that ask it and what its class says. */
export function queryRows(slice: Slice): Row[] {
  const routes = routesOf(slice);
  return Object.entries(slice.sources).flatMap(([file, source]) => {
    const declarations = declarationsIn(file, source);
    const queries = [...source.matchAll(/^@QueryHandler\((\w+)\)/gm)].map(([, query]) => query!);
    return queries.map((query) => ({
      name: query,
      path: `${slice.path}/${file}`,
      routes: routes.filter((each) => new RegExp(`\\b${query}\\b`).test(each.source)).map(({ route }) => route),
      sentence: firstSentence(declarations.find(({ name }) => name === query)),
    }));
  });
}

/** A policy, as the constant that is named like its file says. */
export function policyRow(name: string, path: string, source: string): Row {
  const constant = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const declaration = declarationsIn(path, source).find((each) => each.name === constant);
  return { name, path, routes: [], sentence: firstSentence(declaration) };
}

/** Each method with the decorator of a route, in the order of the files. */
export function routesOf({ sources }: Slice): Route[] {
  const controllers = Object.entries(sources).filter(([name]) => name.endsWith('.controller.ts'));
  return controllers.flatMap(([name, source]) =>
    parsed(name, source)
      .statements.filter(ts.isClassDeclaration)
      .flatMap((controller) => {
        const [base] = callsOn(controller).filter(({ called }) => called === 'Controller');
        return controller.members.flatMap((member) =>
          callsOn(member)
            .filter(({ called }) => verbs.has(called))
            .map(({ called, path }) => ({
              route: `${called.toUpperCase()} ${asAddress(base?.path ?? '', path)}`,
              source: member.getText(),
            })),
        );
      }),
  );
}

function table(title: string, rows: readonly Row[], withRoutes = true): string {
  const line = (name: string, routes: string, sentence: string) =>
    `| ${(withRoutes ? [name, routes, sentence] : [name, sentence]).join(' | ')} |`;
  return [
    line(title, 'Routes', 'What it does'),
    line('---', '---', '---'),
    ...rows.map(({ name, path, routes, sentence }) =>
      line(
        `[${name}](../${path})`,
        routes.map((route) => `\`${route}\``).join('<br>'),
        sentence.replaceAll('|', '\\|'),
      ),
    ),
  ].join('\n');
}

const parsed = (name: string, source: string) => ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);

function callsOn(node: ts.Node): { called: string; path: string }[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.flatMap(({ expression }) => {
    if (!ts.isCallExpression(expression)) return [];
    const [path] = expression.arguments;
    return [{ called: expression.expression.getText(), path: path && ts.isStringLiteralLike(path) ? path.text : '' }];
  });
}

const asAddress = (...paths: readonly string[]): string =>
  `/${paths.flatMap((path) => path.split('/').filter(Boolean)).join('/')}`.replaceAll(/:(\w+)/g, '{$1}');

type Declaration = { readonly name: string; readonly kind: 'FUNCTION' | 'OTHER'; readonly comment: string };

/** What a file exports, with the doc comments. */
const declarationsIn = (file: string, source: string): Declaration[] =>
  parsed(file, source)
    .statements.filter(isExported)
    .map((statement) => ({
      name: nameOf(statement),
      kind: ts.isFunctionDeclaration(statement) ? 'FUNCTION' : 'OTHER',
      comment: ts
        .getJSDocCommentsAndTags(statement)
        .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
        .join(' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    }));

const firstSentence = ({ comment }: Pick<Declaration, 'comment'> = { comment: '' }): string =>
  /^.*?[.!?](?=\s|$)/.exec(comment)?.[0] ?? comment;

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText() ?? '';
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? statement.name?.text : '') ?? '';
}
