import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagesOf, rowsOf, slicesOf } from './docs/pages';
import { routesOf } from './docs/slices';

const root = join(__dirname, '..');

describe('what `npm run docs` writes', () => {
  const written = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

  it('is up to date', async () => {
    const stale = (await pagesOf(root)).filter(({ path, content }) => written(path) !== content);
    expect(stale.map(({ path }) => path)).toEqual([]);
  }, 30_000);
});

describe('the page of slices', () => {
  const { commands, queries, policies } = rowsOf(root);
  const rows = [...commands, ...queries, ...policies];
  const namesOf = (listed: readonly { readonly name: string }[]) => listed.map(({ name }) => name).sort();
  const folders = (kind: string) =>
    readdirSync(join(root, 'libs/groups/src', kind), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && !['access', 'fields', 'paging'].includes(entry.name) ? [entry.name] : [],
    );

  it('says of each what it does', () =>
    expect(rows.filter(({ sentence }) => sentence === '').map(({ path }) => path)).toEqual([]));

  it('says the same of no two', () => {
    const sentences = rows.map(({ sentence }) => sentence);
    expect(sentences.filter((sentence, n) => sentences.indexOf(sentence) !== n)).toEqual([]);
  });

  it('lists every command, query and policy', () => {
    expect(namesOf(commands)).toEqual(folders('commands').sort());
    const listed = queries.map(({ path }) => path.split('/').at(-2)!);
    expect([...new Set(listed)].sort()).toEqual(folders('queries').sort());
    const files = readdirSync(join(root, 'libs/groups/src/policies')).filter((file) => file.endsWith('.policy.ts'));
    expect(namesOf(policies)).toEqual(files.map((file) => file.replace('.policy.ts', '')).sort());
  });

  it('lists every route once', () => {
    const routes = [...slicesOf(root, 'commands'), ...slicesOf(root, 'queries')].flatMap(routesOf);
    expect(rows.flatMap((row) => row.routes).sort()).toEqual(routes.map(({ route }) => route).sort());
  });
});
