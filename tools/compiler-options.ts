import { join } from 'node:path';
import ts from 'typescript';

/** How the checkout at `root` is compiled, as its tsconfig.json says. */
export function compilerOptions(root: string): ts.CompilerOptions {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root, file).options;
}
