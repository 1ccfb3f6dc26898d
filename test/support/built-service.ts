import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const builds = join(root, 'node_modules/.cache/groups-backend');
const AN_HOUR = 3_600_000;

export type BuiltService = {
  readonly directory: string;
  /** The file that `node` runs. */
  readonly main: string;
};

/**
 * The service as `npm start` runs it, built into a directory of its own, so that no other build comes in between. Test files
 * that run on the same sources share one build. It lies below the repository's `node_modules`, because that is where it finds
 * its packages.
 */
export function buildService(): BuiltService {
  mkdirSync(builds, { recursive: true });
  const directory = join(builds, `built-${versionOfSources()}`);
  if (!existsSync(directory)) {
    build(directory);
    removeOthers(directory);
  }
  return { directory, main: join(directory, 'apps/standalone/src/main.js') };
}

/** Another one whenever a source file was written. */
function versionOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['apps', 'libs'])
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      const { mtimeMs, size } = statSync(join(root, folder, path));
      hash.update(JSON.stringify([folder, path, mtimeMs, size]));
    }
  return hash.digest('hex').slice(0, 16);
}

function build(directory: string): void {
  const unfinished = mkdtempSync(join(builds, 'unfinished-'));
  execFileSync(
    join(root, 'node_modules/.bin/swc'),
    ['apps', 'libs', '-d', unfinished, '--ignore', '**/*.spec.ts,**/*.examples.ts,**/testing/**', '--quiet'],
    { cwd: root },
  );
  try {
    renameSync(unfinished, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    rmSync(unfinished, { recursive: true }); // another process was faster
  }
}

/** Removes builds of other sources that nothing can be running any more. */
function removeOthers(current: string): void {
  for (const name of readdirSync(builds)) {
    const path = join(builds, name);
    const isBuild = /^(?:built|unfinished)-/.test(name) && path !== current;
    if (isBuild && Date.now() - statSync(path).mtimeMs > AN_HOUR) rmSync(path, { recursive: true, force: true });
  }
}
