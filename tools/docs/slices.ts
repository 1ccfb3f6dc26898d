import ts from 'typescript';

/** One folder of `write`, `read` or `automation`: its name, its path from the checkout, and its files' sources by name. */
export type Slice = {
  readonly name: string;
  readonly path: string;
  readonly sources: Readonly<Record<string, string>>;
};

/** Where a slice says what it is for, most telling first. */
const tellingParts = ['decision', 'policy', 'query', 'projection'];
const verbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

/** One table of slices as markdown: the routes that lead to each, and the first sentence of what it says of itself. */
export const sliceTable = (slices: readonly Slice[]): string =>
  [
    '| Slice | Routes | What it does |',
    '| --- | --- | --- |',
    ...slices.map((slice) => {
      const routes = routesOf(slice).map((route) => `\`${route}\``);
      return `| [${slice.name}](${slice.path}) | ${routes.join('<br>')} | ${summaryOf(slice)} |`;
    }),
  ].join('\n');

/** Puts `index` between the two markers of a page. Throws if it has no such place. */
export function withSliceIndex(page: string, index: string): string {
  const place = /(<!-- slices -->)[\s\S]*?(<!-- \/slices -->)/;
  if (!place.test(page)) throw new Error('there is no place for slices: <!-- slices --> … <!-- /slices -->');
  return page.replace(place, (_, start: string, end: string) => `${start}\n\n${index}\n\n${end}`);
}

/** `POST /v2/groups/{groupId}/join-requests` for each method with such a decorator, in the order of the files. */
export function routesOf({ sources }: Slice): string[] {
  const controllers = Object.entries(sources).filter(([name]) => name.endsWith('.controller.ts'));
  return controllers.flatMap(([name, source]) =>
    parsed(name, source)
      .statements.filter(ts.isClassDeclaration)
      .flatMap((controller) => {
        const [base] = callsOn(controller).filter(({ called }) => called === 'Controller');
        return controller.members
          .flatMap(callsOn)
          .filter(({ called }) => verbs.has(called))
          .map(({ called, path }) => `${called.toUpperCase()} ${asAddress(base?.path ?? '', path)}`);
      }),
  );
}

/** The first sentence of the doc comment on what is named like the slice, else on the first commented export. */
export function summaryOf({ name, sources }: Slice): string {
  const named = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const declarations = tellingParts.flatMap((part) => {
    const file = `${name}.${part}.ts`;
    return file in sources ? commentsIn(parsed(file, sources[file]!)) : [];
  });
  const telling = declarations.find((declaration) => declaration.name === named) ?? declarations[0];
  return (/^.*?[.!?](?=\s|$)/.exec(telling?.comment ?? '')?.[0] ?? telling?.comment ?? '').replaceAll('|', '\\|');
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

const commentsIn = (source: ts.SourceFile): { name: string; comment: string }[] =>
  source.statements.filter(isExported).flatMap((statement) => {
    const comment = ts
      .getJSDocCommentsAndTags(statement)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
    return comment ? [{ name: nameOf(statement), comment }] : [];
  });

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText() ?? '';
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? statement.name?.text : '') ?? '';
}
