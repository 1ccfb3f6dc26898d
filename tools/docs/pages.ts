import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { problems } from '@app/groups';
import { httpProblems, Problem, problemBody } from '@app/http';
import type { Options } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import { format } from 'prettier/standalone';
import { compilerOptions } from '../compiler-options';
import { brokenRules } from './broken-rules';
import { errorsPage } from './errors';
import { eventsPage } from './events';
import { commandRow, policyRow, queryRows, type Rows, type Slice, slicesPage } from './slices';

/** A file that is written from the code: its path from the checkout, and what belongs into it. */
export type Page = { readonly path: string; readonly content: string };

const groups = 'libs/groups/src';
/** Folders that queries share. */
const notSlices: readonly string[] = ['access', 'fields', 'paging'];

/** Everything that `npm run docs` writes, as it should be now, from the checkout at `root`. Reads, and writes nothing. */
export async function pagesOf(root: string): Promise<Page[]> {
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as Options;
  const plugins = [markdown, babel, estree]; // what stands in a page, too
  const page = async (path: string, content: string): Promise<Page> => ({
    path,
    content: await format(content, { ...style, parser: 'markdown', plugins }),
  });
  const decisions = slicesOf(root, 'commands').map(({ name, sources }) => ({
    slice: name,
    source: sources[`${name}.decision.ts`] ?? '',
  }));
  const errors = {
    problems: [problems, httpProblems],
    decisions,
    bodyOf: (...said: readonly [number, string, string]) => problemBody(new Problem(...said)),
    rules: brokenRules,
  };
  return Promise.all([
    page('docs/errors.md', errorsPage(errors)),
    page('docs/events.md', eventsPage(eventFiles(root), { ...compilerOptions(root), types: [] })),
    page('docs/slices.md', slicesPage(rowsOf(root))),
  ]);
}

/** What the page of slices lists, from the checkout at `root`. */
export const rowsOf = (root: string): Rows => ({
  commands: slicesOf(root, 'commands').map(commandRow),
  queries: slicesOf(root, 'queries').flatMap(queryRows),
  policies: policiesIn(root),
});

/** The slices of a kind, by name. */
export const slicesOf = (root: string, kind: 'commands' | 'queries'): Slice[] =>
  foldersIn(join(root, groups, kind))
    .filter((name) => !notSlices.includes(name))
    .map((name) => {
      const path = posix.join(groups, kind, name);
      const files = readdirSync(join(root, path)).filter((file) => /(?<!\.spec)\.ts$/.test(file));
      const sources = files.sort().map((file) => [file, readFileSync(join(root, path, file), 'utf8')]);
      return { name, path, sources: Object.fromEntries(sources) as Slice['sources'] };
    });

function policiesIn(root: string): Rows['policies'] {
  const ending = '.policy.ts';
  const files = readdirSync(join(root, groups, 'policies')).filter((file) => file.endsWith(ending));
  return files.sort().map((file) => {
    const path = posix.join(groups, 'policies', file);
    return policyRow(basename(file, ending), path, readFileSync(join(root, path), 'utf8'));
  });
}

const eventFiles = (root: string): string[] => [
  ...foldersIn(join(root, groups, 'domain'))
    .map((stream) => join(root, groups, 'domain', stream, `${stream}.events.ts`))
    .filter(existsSync),
  join(root, 'libs/decider/src/command.events.ts'),
];

const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
