import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

/** Names that docs/glossary.md lists as retired and that are distinctive enough to be looked for. */
const retired = new Set([
  ...['Asked', 'Trail', 'Seen', 'Sight', 'See', 'Here', 'Told', 'Crowd', 'Jar', 'Cake', 'HouseRules'],
  ...['unheard', 'here', 'mine', 'theirs', 'bookmark', 'doubt', 'itIsSo', 'aboutNobody', 'carriedOut', 'told', 'crowd'],
  ...['reckoning', 'survey', 'fleet', 'aiming', 'ledger', 'jar', 'coin', 'bell', 'cake'],
]);

/** Fixed references: what others were tested against is not edited for the sake of a name. */
const unedited = /^(?:test\/authorization|libs\/event-store\/testing\/recorded)\//;

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => path.endsWith('.ts') && !unedited.test(path));

/** Each retired name that stands as an identifier in this source, as `file:line name`. Comments and strings do not count. */
function retiredNamesIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && retired.has(node.text.replace(/^#/, ''))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${file}:${line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the glossary', () => {
  it('has at most forty words', () => {
    const words = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('\n## ')[0]!;
    const rows = words
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2); // after the head
    const names = rows.flatMap((row) => row.split('|')[1]!.split(','));
    expect(names.length).toBeGreaterThan(30);
    expect(names.length).toBeLessThanOrEqual(40);
  });
});

describe('the vocabulary of the code', () => {
  it('has none of the names that docs/glossary.md lists as retired', () => {
    const files = ['apps', 'libs', 'test', 'tools'].flatMap(sourcesIn);
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => retiredNamesIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['const ledger = 1;', ['a.ts:1 ledger']],
    ['type A = {\n  readonly told: string };', ['a.ts:2 told']],
    ['import { Asked as Context } from "b";', ['a.ts:1 Asked']],
    ['class A { #mine = 1 }', ['a.ts:1 #mine']],
    ['see.here();', ['a.ts:1 here']],
    ['// mine and theirs\nconst text = "here";', []],
    ['const sphere = ledgers, Seeds = 1;', []],
  ])('is searched for them: %j', (text, found) => expect(retiredNamesIn('a.ts', text)).toEqual(found));
});
