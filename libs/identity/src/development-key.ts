import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongSetting } from '@app/config';

const KEY_BYTES = 48;
const MIN_KEY_BYTES = 32;

/**
 * The random key for a service without a configured one: a file in `dataDir` that only its owner can read, created if it
 * is missing. Two processes that create it at the same time get the same key. Throws `WrongSetting` when the file is too
 * short, cannot be read or cannot be created.
 */
export async function developmentKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'development-key');
  try {
    return await readOrCreate(path, dataDir);
  } catch (error) {
    if (error instanceof WrongSetting) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new WrongSetting('DATA_DIR', `${path} cannot be read or created (${code})`);
  }
}

async function readOrCreate(path: string, dataDir: string): Promise<Uint8Array> {
  const found = await readKey(path);
  if (found) return found;
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
    await link(draft, path).catch(ignoreCode('EEXIST')); // atomic, and the first one wins
  } finally {
    await rm(draft, { force: true });
  }
  return (await readKey(path)) ?? throwKeyTooShort(path);
}

async function readKey(path: string): Promise<Uint8Array | null> {
  const text = await readFile(path, 'utf8').catch(ignoreCode('ENOENT'));
  if (text === undefined) return null;
  const key = new TextEncoder().encode(text.trim());
  return key.byteLength < MIN_KEY_BYTES ? throwKeyTooShort(path) : key;
}

function throwKeyTooShort(path: string): never {
  throw new WrongSetting(
    'DATA_DIR',
    `${path} does not hold a key of ${MIN_KEY_BYTES} bytes or more: remove it to get a new one`,
  );
}

/** A handler that ignores errors with this code and throws all others. */
const ignoreCode =
  (code: string) =>
  (error: unknown): undefined => {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
  };
