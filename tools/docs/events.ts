import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';

type EventEntry = { readonly type: string; readonly data: string; readonly comment: string };

/**
 * The list of all event types as markdown, one section for each file of events: what the event says of itself, and
 * its data as the source writes it, `?` where a field may be absent; then what stores may hold of former shapes, which is
 * what the `*.upcasts.ts` beside the file says of itself. Nothing is compiled: the types are only read.
 * @param files absolute paths of `*.events.ts` files
 * @param options how their imports resolve, as in tsconfig.json
 */
export function eventsPage(files: readonly string[], options: ts.CompilerOptions): string {
  const program = ts.createProgram({ rootNames: files, options });
  const sections = files.map((file) =>
    [
      section(basename(file, '.events.ts'), eventsOf(program.getSourceFile(file)!, program.getTypeChecker())),
      ...formerShapes(file.replace(/\.events\.ts$/, '.upcasts.ts')),
    ].join('\n\n'),
  );
  return [
    '# Events',
    '<!-- Written by `npm run docs` from the event types. -->',
    'What each stream can hold. Beside its data every event carries who did it, when, and on which command.',
    ...sections,
  ].join('\n\n');
}

const section = (stream: string, events: readonly EventEntry[]): string =>
  [
    `## ${stream}`,
    [
      '| Event | What happened | Data |',
      '| --- | --- | --- |',
      ...events.map(({ type, data, comment }) => `| \`${type}\` | ${inCell(comment)} | ${inCell(data)} |`),
    ].join('\n'),
  ].join('\n\n');

/** The upcasts of a file, if there is one: the members of its exported tables, each with its comment. */
function formerShapes(file: string): string[] {
  if (!existsSync(file)) return [];
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const tables = source.statements
    .filter(ts.isVariableStatement)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer && ts.isObjectLiteralExpression(initializer) ? [initializer] : []));
  const rows = tables
    .flatMap(({ properties }) => properties)
    .map((upcast) => {
      const comments = ts.getJSDocCommentsAndTags(upcast).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
      return `| \`${upcast.name!.getText(source)}\` | ${inCell(comments.join(' '))} |`;
    });
  return [
    'Former shapes, which stores may hold and which are never written:',
    ['| Stored as | Read as |', '| --- | --- |', ...rows].join('\n'),
  ];
}

/** An event is an exported type that is called what it says of itself; the union of a stream's events is none. */
function eventsOf(source: ts.SourceFile, checker: ts.TypeChecker): EventEntry[] {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return exported.flatMap((alias) => {
    const event = checker.getDeclaredTypeOfSymbol(alias);
    const type = memberType(event, 'type', checker);
    const data = memberType(event, 'data', checker);
    if (!type?.isStringLiteral() || type.value !== alias.name || !data) return [];
    const fields = data.getProperties().map((field) => `\`${fieldText(field, checker)}\``);
    const comment = ts.displayPartsToString(alias.getDocumentationComment(checker));
    return [{ type: type.value, data: fields.join(', '), comment }];
  });
}

function memberType(of: ts.Type, name: string, checker: ts.TypeChecker): ts.Type | undefined {
  const member = of.getProperty(name);
  return member && checker.getTypeOfSymbol(member);
}

/** As it is written where the field is declared, since a resolved type has forgotten names such as `Words`. */
function fieldText(field: ts.Symbol, checker: ts.TypeChecker): string {
  const declared = field.declarations?.find(ts.isPropertySignature)?.type?.getText();
  const optional = field.flags & ts.SymbolFlags.Optional ? '?' : '';
  return `${field.name}${optional}: ${declared ?? checker.typeToString(checker.getTypeOfSymbol(field))}`;
}

const inCell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
