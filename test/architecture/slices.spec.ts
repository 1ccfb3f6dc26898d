import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controllers, handlers } from '../../libs/groups/src/runtime/registration';
import { root } from './checkout';

const groups = join(root, 'libs/groups/src');

/** Only policies send these commands, so no route leads to them. */
const withoutRoute: readonly string[] = [
  'assign-promised-admin-role',
  'cancel-create-request-of-ended-account',
  'end-participation',
  'ensure-owner-belongs',
  'release-slug',
  'revoke-invitation-of-banned-inviter',
  'settle-join-request',
  'take-freed-slug',
  'transfer-ownership-to-heir',
  'unassign-role-of-former-member',
];
/** Folders that queries share. */
const notSlices: readonly string[] = ['access', 'fields', 'paging'];

const slicesOf = (kind: 'commands' | 'queries'): string[] =>
  readdirSync(join(groups, kind), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() && !notSlices.includes(entry.name) ? [entry.name] : []))
    .sort();
const filesOf = (kind: 'commands' | 'queries', slice: string): string[] =>
  readdirSync(join(groups, kind, slice)).sort();
const textOf = (path: string): string => readFileSync(join(groups, path), 'utf8');

/** The files of slices that hold what Nest has to know, as paths from the folder of that kind, without `.ts`. */
const registrable = (kind: 'commands' | 'queries'): string[] =>
  slicesOf(kind).flatMap((slice) =>
    filesOf(kind, slice)
      .filter((file) => /\.(command|query|controller)\.ts$/.test(file))
      .map((file) => `${slice}/${file.replace(/\.ts$/, '')}`),
  );

describe('a command slice', () => {
  const slices = slicesOf('commands');

  it('has a decision, a command, a spec, and a controller unless only policies send it', () => {
    expect(slices).not.toEqual([]);
    const missing = slices.flatMap((slice) => {
      const parts = ['decision', 'command', 'spec', ...(withoutRoute.includes(slice) ? [] : ['controller'])];
      const files = filesOf('commands', slice);
      return parts.map((part) => `${slice}.${part}.ts`).filter((file) => !files.includes(file));
    });
    expect(missing).toEqual([]);
  });

  it('has no controller if only policies send it', () => {
    expect(slices).toEqual(expect.arrayContaining([...withoutRoute]));
    expect(withoutRoute.filter((slice) => filesOf('commands', slice).includes(`${slice}.controller.ts`))).toEqual([]);
  });
});

describe('a query slice', () => {
  const slices = slicesOf('queries');

  it('has a controller and at least one query', () => {
    expect(slices).not.toEqual([]);
    const incomplete = slices.filter((slice) => {
      const files = filesOf('queries', slice);
      return !files.includes(`${slice}.controller.ts`) || !files.some((file) => file.endsWith('.query.ts'));
    });
    expect(incomplete).toEqual([]);
  });
});

describe('what is registered', () => {
  it.each(['commands', 'queries'] as const)('is every file of %s that Nest has to know, in order', (kind) => {
    const exported = [...textOf(`${kind}/index.ts`).matchAll(/^export \* from '\.\/(.+)';$/gm)].map(([, path]) => path);
    expect(exported).toEqual(registrable(kind));
  });

  it('is every class with the decorator of a controller or a handler', () => {
    const sources = (['commands', 'queries'] as const).flatMap((kind) =>
      registrable(kind).map((path) => textOf(`${kind}/${path}.ts`)),
    );
    const classesWith = (decorator: string) =>
      sources.flatMap((source) =>
        [...source.matchAll(new RegExp(`^@${decorator}\\(.*\\)\\s+export class (\\w+)`, 'gm'))].map(
          ([, name]) => name!,
        ),
      );
    const names = (classes: readonly unknown[]) => classes.map((each) => (each as { name: string }).name).sort();
    expect(classesWith('Controller')).not.toEqual([]);
    expect(names(controllers)).toEqual(classesWith('Controller').sort());
    expect(names(handlers)).toEqual([...classesWith('CommandHandler'), ...classesWith('QueryHandler')].sort());
  });

  it('is every policy', () => {
    const policies = readdirSync(join(groups, 'policies')).filter((file) => file.endsWith('.policy.ts'));
    const imported = [...textOf('policies/policies.ts').matchAll(/from '\.\/(.+\.policy)'/g)].map(([, file]) => file);
    expect(imported.sort()).toEqual(policies.map((file) => file.replace(/\.ts$/, '')).sort());
  });
});
