import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The directory of the repository. */
export const root = join(__dirname, '../..');

const generated = new Set(['.git', '.env', 'node_modules', 'dist', 'data', 'coverage']);

/** All files below a directory, except generated ones, as paths from the root. Empty if there is no such directory. */
export function writtenFiles(folder = '.'): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !generated.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? writtenFiles(path) : entry.isFile() ? [path] : [];
    });
}

/**
 * Runs a script (its path from the root) of a development tool and gives the JSON that it prints. It runs in a process of
 * its own, because these tools are ES modules and jest loads CommonJS.
 */
export function jsonOutputOf<Output>(script: string, args: readonly string[]): Output {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith('{') && !stdout.startsWith('['))
    throw new Error(`${script} printed no JSON: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Output;
}
