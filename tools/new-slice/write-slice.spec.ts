import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compilerOptions } from '../compiler-options';
import { writeSlice } from './write-slice';

const root = join(__dirname, '../..');
const folder = join(root, 'libs/groups/src/write/approve-the-weather');

/** What the compiler says of files that are laid over the checkout without being written. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const options = compilerOptions(root);
  const disk = ts.createCompilerHost(options);
  const laidOver: ts.CompilerHost = {
    ...disk,
    directoryExists: (path) => path === folder || ts.sys.directoryExists(path),
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, settings) => {
      const source = files.get(path);
      return source === undefined ? disk.getSourceFile(path, settings) : ts.createSourceFile(path, source, settings);
    },
  };
  const program = ts.createProgram([...files.keys()], options, laidOver);
  return [...files.keys()]
    .map((path) => program.getSourceFile(path)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('a new slice', () => {
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as object;

  it('is whole, and compiles', async () => {
    const slice = await writeSlice('approve-the-weather', style);
    expect(Object.keys(slice)).toEqual(
      ['decision', 'handler', 'controller', 'spec'].map((part) => `approve-the-weather.${part}.ts`),
    );
    const files = new Map(Object.entries(slice).map(([name, source]) => [join(folder, name), source]));
    expect(complaints(files)).toEqual([]);
  }, 60_000);
});
