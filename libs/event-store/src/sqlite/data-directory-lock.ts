import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'libsql';

/** Another process (or another part of this one) works on the data directory. The message is one line and names it. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  constructor(readonly directory: string) {
    super(`the data directory ${directory} is in use by another process`);
  }
}

/** There can be no data directory there. The message is one line and names it. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable';
  constructor(directory: string, cause: unknown) {
    super(`DATA_DIR: ${directory} cannot be used (${(cause as { code?: string }).code ?? String(cause)})`, { cause });
  }
}

// A connection that nobody refers to is collected, and its lock with it, though the caller never let go.
const held = new Set<Database.Database>();

/**
 * Takes a data directory for this process alone, making it where it is missing; gives the function that lets it go.
 * The lock is the operating system's, on a file of its own: it ends with the process, however that ends.
 * Throws `DataDirectoryInUse` at once when somebody else has it, and `DataDirectoryUnusable` where none can be.
 */
export function lockDataDirectory(directory: string): () => void {
  const path = resolve(directory);
  const lock = lockFileIn(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const isBusy = (error as { code?: string }).code === 'SQLITE_BUSY';
    throw isBusy ? new DataDirectoryInUse(path) : new DataDirectoryUnusable(path, error);
  }
  held.add(lock);
  return () => {
    if (!held.delete(lock)) return;
    lock.exec('ROLLBACK');
    lock.close();
  };
}

function lockFileIn(path: string): Database.Database {
  try {
    mkdirSync(path, { recursive: true });
    return new Database(join(path, 'process.lock'));
  } catch (error) {
    throw new DataDirectoryUnusable(path, error);
  }
}
