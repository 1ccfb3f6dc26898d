import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagesOf } from './docs/pages';

describe('what `npm run docs` writes', () => {
  const root = join(__dirname, '..');
  const written = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

  it('is up to date', async () => {
    const stale = (await pagesOf(root)).filter(({ path, content }) => written(path) !== content);
    expect(stale.map(({ path }) => path)).toEqual([]);
  }, 30_000);
});
