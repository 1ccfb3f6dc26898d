import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export type BuiltService = {
  readonly directory: string;
  /** The file that `node` runs. */
  readonly main: string;
  readonly remove: () => void;
};

/**
 * The service as `npm start` runs it, built anew into a directory of its own, so that no other build comes in between.
 * It lies below the repository's `node_modules`, because that is where it finds its packages.
 */
export function buildService(): BuiltService {
  const builds = join(root, 'node_modules/.cache/groups-backend');
  mkdirSync(builds, { recursive: true });
  const directory = mkdtempSync(join(builds, 'built-'));
  execFileSync(
    join(root, 'node_modules/.bin/swc'),
    ['apps', 'libs', '-d', directory, '--ignore', '**/*.spec.ts,**/*.examples.ts,**/testing/**', '--quiet'],
    { cwd: root },
  );
  return {
    directory,
    main: join(directory, 'apps/standalone/src/main.js'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
