import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const source = join(__dirname, 'ferretdb');
const files = ['main.go', 'go.mod', 'go.sum'];
const cache = resolve('node_modules/.cache/test-servers');

/** Fixes a fault of FerretDB 1.24 with which our suites get late responses or none. MongoDB has none of these faults. */
type Patch = { readonly file: string; readonly line: string; readonly replacement: string };

const patches: readonly Patch[] = [
  // Each part of an `update` keeps its cursor open until the whole command has ended, and with it one of the hundred
  // connections of a database. A command with a hundred replacements waits for a connection that only it could give
  // back, and from then on that database does not respond.
  {
    file: 'handler/msg_update.go',
    line: '\t\tmatched += result.Matched.Count\n',
    replacement: '\t\tcloser.Close()\n\t\tmatched += result.Matched.Count\n',
  },
  // The index on `_id` has another expression than the queries, so that no query uses it.
  {
    file: 'backends/sqlite/metadata/metadata.go',
    line: `\tIDColumn = DefaultColumn + "->'$._id'"\n`,
    replacement: '\tIDColumn = DefaultColumn + `->"_id"`\n',
  },
  // Without this, a filter with `_id` and another condition, as a guarded replacement has, or with an operator reads the
  // whole collection. The other conditions are checked after this query in any case.
  {
    file: 'backends/sqlite/collection.go',
    line: '\tif params.Filter.Len() == 1 {\n\t\tv, _ := params.Filter.Get("_id")\n',
    replacement: `
	if params.Filter.Len() >= 1 {
		v, _ := params.Filter.Get("_id")
		if condition, _ := v.(*types.Document); condition.Len() > 0 {
			v, _ = condition.Get("$eq")
			if values, _ := condition.Get("$in"); values != nil {
				if list := values.(*types.Array); list.Len() == 1 {
					v, _ = list.Get(0)
				}
			}
		}
`,
  },
];

/** Replaces every occurrence in the file. Throws when there is none. */
function apply({ file, line, replacement }: Patch, directory: string): void {
  const path = join(directory, 'vendor/github.com/FerretDB/FerretDB/internal', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(line)) throw new Error(`FerretDB's ${file} is not the file that the patch is for`);
  writeFileSync(path, text.split(line).join(replacement));
}

/**
 * The path of the server's program. It is built once for each state of its source: a minute or two the first time.
 * Needs Go and its module proxy; throws when it cannot be built.
 */
export function builtFerretdb(): string {
  const hash = createHash('sha256').update(JSON.stringify(patches));
  for (const file of files) hash.update(readFileSync(join(source, file)));
  const binary = join(cache, `ferretdb-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(binary)) return binary;

  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'build-'));
  const go = (...args: string[]) =>
    execFileSync('go', args, {
      cwd: directory,
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  try {
    for (const file of files) cpSync(join(source, file), join(directory, file));
    go('mod', 'vendor');
    for (const patch of patches) apply(patch, directory);
    go('build', '-trimpath', '-buildvcs=false', '-mod=vendor', '-o', 'ferretdb', '.');
    renameSync(join(directory, 'ferretdb'), binary); // whole or not there, also when two runs build at once
  } finally {
    rmSync(directory, { recursive: true });
  }
  return binary;
}
