import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'libsql';

/** Another process (or this one) already holds the lock on the data directory. The message is one line and names it. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  constructor(readonly directory: string) {
    super(`the data directory ${directory} is in use by another process`);
  }
}

/** The data directory cannot be created or locked there. The message is one line and names it. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable';
  constructor(directory: string, cause: unknown) {
    super(`DATA_DIR: ${directory} cannot be used (${(cause as { code?: string }).code ?? String(cause)})`, { cause });
  }
}

// Keeps the connections reachable: one that is garbage collected releases its lock.
const held = new Set<Database.Database>();

/**
 * Locks a data directory for this process, and creates it if it is missing. Gives the function that releases the lock.
 * It is an operating system lock on a file of its own, so it also ends when the process is killed.
 * Throws `DataDirectoryInUse` at once when the lock is held, and `DataDirectoryUnusable` for any other failure.
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
