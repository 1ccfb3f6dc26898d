import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writtenFiles } from './checkout';

// Folders that exist on somebody's machine, not in what others check out. A `/` of a URL follows a word or a host.
const someonesFolder = /(?<![\w.:}\])-])\/(?:home|root|Users|work|workspaces?)\/[\w.-]+/;

describe('the files of the repository', () => {
  it('contain no compiled file beside its source, which tests would load instead', () => {
    const files = new Set(['apps', 'libs', 'test', 'tools'].flatMap(writtenFiles));
    expect([...files].filter((file) => file.endsWith('.js') && files.has(file.replace(/\.js$/, '.ts')))).toEqual([]);
  });

  it('name no directory of one machine', () => {
    const naming = writtenFiles().flatMap((file) => {
      const named = someonesFolder.exec(readFileSync(join(root, file), 'utf8'));
      return named ? [`${file}: ${named[0]}`] : [];
    });
    expect(naming).toEqual([]);
  });

  // Put together here, or this file would name such folders itself.
  const folder = (...names: string[]) => ['', ...names].join('/');

  it.each([
    `see ${folder('home', 'ann', 'notes')}`,
    `'${folder('root', '.npmrc')}'`,
    `(${folder('Users', 'bo', 'src')})`,
  ])('are checked for a directory as in: %s', (text) => expect(text).toMatch(someonesFolder));
  it.each([
    `GET /v2${folder('home', 'x')}`,
    `https://example.org${folder('root', '1')}`,
    `\`\${base}${folder('home', 'a')}\``,
  ])('may contain addresses: %s', (text) => expect(text).not.toMatch(someonesFolder));
});
