import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

const pagesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

const pages = ['README.md', ...pagesIn('docs'), ...pagesIn('docs/adr')];

/** Paths from the root of the checkout. One with a part in angle brackets (`commands/<slice>/…`) counts up to that part. */
function pathsIn(text: string): string[] {
  const paths = text.match(/(?<![\w@./-])(?:apps|libs|test|tools|docs)\/[\w./-]*/g) ?? [];
  return paths.map((path) => path.replace(/\.+$/, '')); // the end of a sentence
}

/** Targets of markdown links that are neither on another host nor in the same page, without their anchors. */
function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''));
}

const missing = (paths: readonly string[], folder: string): string[] =>
  paths.filter((path) => !existsSync(join(root, folder, path)));

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');

  it('names only files and folders that exist', () => expect(missing(pathsIn(text), '.')).toEqual([]));

  it('has no broken relative link', () => expect(missing(linksIn(text), dirname(page))).toEqual([]));
});

describe('what is looked for in a page', () => {
  it.each([
    ['see `libs/kernel/src/event.ts`.', ['libs/kernel/src/event.ts']],
    ['Everything in libs/kernel.', ['libs/kernel']],
    ['`libs/groups/src/commands/<slice>/<slice>.spec.ts`', ['libs/groups/src/commands/']],
    ['GET https://example.org/docs/x, `/docs/y`, node_modules/@app/libs/z and dist/apps/api', []],
  ])('the paths of %j', (text, paths) => expect(pathsIn(text)).toEqual(paths));

  it.each([
    ['[one](adr/0001.md) and [two](../README.md#run-it)', ['adr/0001.md', '../README.md']],
    ['[far](https://example.org/a) and [near](#here)', []],
  ])('the links of %j', (text, links) => expect(linksIn(text)).toEqual(links));

  it('finds what does not exist', () => {
    expect(missing(['libs/kernel', 'libs/no-such-library'], '.')).toEqual(['libs/no-such-library']);
    expect(missing(['architecture.md', '0001-no-such-decision.md'], 'docs')).toEqual(['0001-no-such-decision.md']);
  });
});
