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

// A connection that nobody refers to is collected, and its lock with it, though the caller never let go.
const held = new Set<Database.Database>();

/**
 * Takes a data directory for this process alone, making it where it is missing; gives the function that lets it go.
 * The lock is the operating system's, on a file of its own: it ends with the process, however that ends.
 * Throws `DataDirectoryInUse` at once when somebody else has it.
 */
export function lockDataDirectory(directory: string): () => void {
  const path = resolve(directory);
  mkdirSync(path, { recursive: true });
  const lock = new Database(join(path, 'process.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? new DataDirectoryInUse(path) : error;
  }
  held.add(lock);
  return () => {
    if (!held.delete(lock)) return;
    lock.exec('ROLLBACK');
    lock.close();
  };
}
