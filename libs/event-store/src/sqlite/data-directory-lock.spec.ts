import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, lockDataDirectory } from './data-directory-lock';

describe('the lock on a data directory', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'data-directory-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('creates the directory if it is missing', () => {
    const release = lockDataDirectory(join(root, 'some', 'where'));
    release();
  });

  it('refuses a second holder with one line that names the directory, until it is released', () => {
    const release = lockDataDirectory(root);
    expect(() => lockDataDirectory(root)).toThrow(new DataDirectoryInUse(root));
    expect(() => lockDataDirectory(root)).toThrow(`the data directory ${root} is in use by another process`);
    release();
    lockDataDirectory(root)();
  });

  it('can be released twice without releasing the lock of the next holder', () => {
    const release = lockDataDirectory(root);
    release();
    const second = lockDataDirectory(root);
    release();
    expect(() => lockDataDirectory(root)).toThrow(DataDirectoryInUse);
    second();
  });

  it('does not report a directory as in use when it fails for another reason', () => {
    writeFileSync(join(root, 'process.lock'), 'no lock file '.repeat(100));
    expect(() => lockDataDirectory(root)).toThrow('SQLITE_NOTADB');
    expect(() => lockDataDirectory(join(root, 'process.lock', 'below'))).toThrow('ENOTDIR');
  });
});
