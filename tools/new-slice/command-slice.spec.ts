import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compilerOptions } from '../compiler-options';
import { commandSlice, registrationOf } from './command-slice';

const root = join(__dirname, '../..');
const folder = join(root, 'libs/groups/src/commands/archive-group');

/** What the compiler says of files that are overlaid on the checkout without being written. */
function errorsIn(files: ReadonlyMap<string, string>): string[] {
  const options = compilerOptions(root);
  const disk = ts.createCompilerHost(options);
  const overlaid: ts.CompilerHost = {
    ...disk,
    directoryExists: (path) => path === folder || ts.sys.directoryExists(path),
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, settings) => {
      const source = files.get(path);
      return source === undefined ? disk.getSourceFile(path, settings) : ts.createSourceFile(path, source, settings);
    },
  };
  const program = ts.createProgram([...files.keys()], options, overlaid);
  return [...files.keys()]
    .map((path) => program.getSourceFile(path)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the files of a new command', () => {
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as object;

  it('are complete, and compile', async () => {
    const slice = await commandSlice('archive-group', style);
    expect(Object.keys(slice)).toEqual(
      ['decision', 'command', 'controller', 'spec'].map((part) => `archive-group.${part}.ts`),
    );
    const files = new Map(Object.entries(slice).map(([name, source]) => [join(folder, name), source]));
    expect(errorsIn(files)).toEqual([]);
  }, 60_000);

  it('are registered by the lines that every other command has', () => {
    const index = readFileSync(join(root, 'libs/groups/src/commands/index.ts'), 'utf8').split('\n');
    expect(index).toEqual(expect.arrayContaining([...registrationOf('join-group')]));
  });
});
