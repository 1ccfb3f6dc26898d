import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout that these specs look at. */
export const root = join(__dirname, '../..');

const notSource = new Set(['.git', '.env', 'node_modules', 'dist', 'data', 'coverage']);

/** Every file below a folder of the checkout that somebody wrote, as paths from the checkout; none if there is no such folder. */
export function writtenFiles(folder = '.'): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !notSource.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? writtenFiles(path) : entry.isFile() ? [path] : [];
    });
}

/**
 * Runs a tool's own command, as `npm run lint` does, and gives what it prints as JSON.
 * Apart from this process, since the tools are ES modules and jest loads CommonJS.
 */
export function jsonOutputOf<Output>(script: string, args: readonly string[], cwd = root): Output {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith('{') && !stdout.startsWith('['))
    throw new Error(`${script} printed no JSON: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Output;
}
