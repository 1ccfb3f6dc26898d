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
import { type Slice, sliceTable, withSliceIndex } from './slices';

/** A file that is written from the code: its path from the checkout, and what belongs into it. */
export type Page = { readonly path: string; readonly content: string };

const groups = 'libs/groups/src';
const kinds = { write: 'Writing', read: 'Reading', automation: 'Following by itself' } as const;

/** Everything that `npm run docs` writes, as it should be now, from the checkout at `root`. Reads, and writes nothing. */
export async function pagesOf(root: string): Promise<Page[]> {
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as Options;
  const plugins = [markdown, babel, estree]; // what stands in a page, too
  const page = async (path: string, content: string): Promise<Page> => ({
    path,
    content: await format(content, { ...style, parser: 'markdown', plugins }),
  });
  const decisions = slicesOf(root, 'write').map(({ name, sources }) => ({
    slice: name,
    source: sources[`${name}.decision.ts`] ?? '',
  }));
  const errors = {
    problems: [problems, httpProblems],
    decisions,
    bodyOf: (...said: readonly [number, string, string]) => problemBody(new Problem(...said)),
    rules: brokenRules,
  };
  const index = Object.entries(kinds).map(([kind, title]) => `### ${title}\n\n${sliceTable(slicesOf(root, kind))}`);
  return Promise.all([
    page('docs/errors.md', errorsPage(errors)),
    page('docs/events.md', eventsPage(eventFiles(root), { ...compilerOptions(root), types: [] })),
    page('README.md', withSliceIndex(readFileSync(join(root, 'README.md'), 'utf8'), index.join('\n\n'))),
  ]);
}

function slicesOf(root: string, kind: string): Slice[] {
  return foldersIn(join(root, groups, kind)).map((name) => {
    const path = posix.join(groups, kind, name);
    const files = readdirSync(join(root, path)).filter((file) => file.endsWith('.ts'));
    const sources = files.map((file) => [file, readFileSync(join(root, path, file), 'utf8')]);
    return { name, path, sources: Object.fromEntries(sources) as Slice['sources'] };
  });
}

const eventFiles = (root: string): string[] => [
  ...foldersIn(join(root, groups))
    .map((stream) => join(root, groups, stream, `${basename(stream)}.events.ts`))
    .filter(existsSync),
  join(root, 'libs/decider/src/command.events.ts'),
];

const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
