import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writtenFiles } from './checkout';

// A directory that exists on one machine only. A `/` in a URL is preceded by a word or a host.
const machineDirectory = /(?<![\w.:}\])-])\/(?:home|root|Users|work|workspaces?)\/[\w.-]+/;

describe('the files of the repository', () => {
  it('contain no compiled file beside its source, which tests would load instead', () => {
    const files = new Set(['apps', 'libs', 'test', 'tools'].flatMap(writtenFiles));
    expect([...files].filter((file) => file.endsWith('.js') && files.has(file.replace(/\.js$/, '.ts')))).toEqual([]);
  });

  it('name no directory of one machine', () => {
    const naming = writtenFiles().flatMap((file) => {
      const named = machineDirectory.exec(readFileSync(join(root, file), 'utf8'));
      return named ? [`${file}: ${named[0]}`] : [];
    });
    expect(naming).toEqual([]);
  });

  // Joined here, because otherwise this file would contain such directories itself.
  const directory = (...names: string[]) => ['', ...names].join('/');

  it.each([
    `see ${directory('home', 'ann', 'notes')}`,
    `'${directory('root', '.npmrc')}'`,
    `(${directory('Users', 'bo', 'src')})`,
  ])('are checked for a directory as in: %s', (text) => expect(text).toMatch(machineDirectory));
  it.each([
    `GET /v2${directory('home', 'x')}`,
    `https://example.org${directory('root', '1')}`,
    `\`\${base}${directory('home', 'a')}\``,
  ])('may contain addresses: %s', (text) => expect(text).not.toMatch(machineDirectory));
});
