import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout';

const write = join(root, 'libs/groups/src/write');

/** Commands that only policies send. They have no controller. */
const withoutController: readonly string[] = [
  'end-place',
  'ensure-owner-belongs',
  'give-admin-role',
  'pass-ownership-on',
  'release-slug',
  'settle-join-request',
  'take-back-role',
  'withdraw-create-request',
];

const foldersOf = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const partsOf = (slice: string) => [
  `${slice}.decision.ts`,
  `${slice}.handler.ts`,
  `${slice}.spec.ts`,
  ...(withoutController.includes(slice) ? [] : [`${slice}.controller.ts`]),
];

describe('the slices that write', () => {
  const slices = foldersOf(write);

  it('have a decision, a handler, a controller and a spec', () => {
    expect(slices).not.toEqual([]);
    const missing = slices.flatMap((slice) =>
      partsOf(slice)
        .filter((part) => !existsSync(join(write, slice, part)))
        .map((part) => `${slice}/${part}`),
    );
    expect(missing).toEqual([]);
  });

  it('have no controller exactly if they are listed here', () => {
    expect(slices).toEqual(expect.arrayContaining([...withoutController]));
    expect(withoutController.filter((slice) => existsSync(join(write, slice, `${slice}.controller.ts`)))).toEqual([]);
  });
});
