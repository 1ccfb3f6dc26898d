import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrongSetting } from '@app/config';
import { developmentKey } from '.';

describe('the development key', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'key-'))));
  afterEach(() => rm(directory, { recursive: true }));

  it('is created once, also by concurrent processes, and only its owner can read it', async () => {
    const dataDir = join(directory, 'made', 'on', 'the', 'way');
    const keys = await Promise.all([1, 2, 3, 4].map(() => developmentKey(dataDir)));
    expect(keys[0]?.byteLength).toBeGreaterThanOrEqual(32);
    expect(new Set(keys.map(String)).size).toBe(1);
    expect(await developmentKey(dataDir)).toEqual(keys[0]);
    expect(await readdir(dataDir)).toEqual(['development-key']);
    expect((await stat(join(dataDir, 'development-key'))).mode & 0o777).toBe(0o600);
  });

  it('is another one in another directory', async () =>
    expect(await developmentKey(join(directory, 'a'))).not.toEqual(await developmentKey(join(directory, 'b'))));

  it('is refused when it is too short', async () => {
    await writeFile(join(directory, 'development-key'), 'short');
    await expect(developmentKey(directory)).rejects.toThrow('development-key does not hold a key');
  });

  it('that cannot be had is a wrong setting, which stops the start with one line', async () => {
    const reasonOf = (dataDir: string) => developmentKey(dataDir).catch((error: unknown) => error);
    await writeFile(join(directory, 'file'), '');
    await mkdir(join(directory, 'keys', 'development-key'), { recursive: true });
    await writeFile(join(directory, 'development-key'), 'short');
    for (const [dataDir, code] of [
      [join(directory, 'file'), 'ENOTDIR'],
      [join(directory, 'keys'), 'EISDIR'],
      [directory, 'bytes or more'],
    ] as const) {
      const reason = await reasonOf(dataDir);
      expect(reason).toBeInstanceOf(WrongSetting);
      expect((reason as Error).message).toMatch(new RegExp(`^DATA_DIR: ${dataDir}/development-key .*${code}.*$`));
    }
  });
});
