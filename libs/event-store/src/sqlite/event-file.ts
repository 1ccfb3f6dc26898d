import { randomUUID } from 'node:crypto';
import Database from 'libsql';

// The order of positions is that of commits: one writer, and AUTOINCREMENT never gives a number twice.
const schema = `
  CREATE TABLE IF NOT EXISTS store (id TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    endsAppend INTEGER NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;`;

/** Opens the file for its one writer, and creates it if it is missing. Commits survive a power failure. */
export function openForWriting(file: string): { db: Database.Database; storeId: string } {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`BEGIN IMMEDIATE; ${schema}`);
  db.prepare('INSERT INTO store (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM store)').run(randomUUID());
  db.exec('COMMIT');
  const [storeId] = db.prepare('SELECT id FROM store').raw().all()[0] as [string];
  return { db, storeId };
}

/** Opens a file that its writer has created, for reading only. */
export function openForReading(file: string): Database.Database {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('query_only = ON');
  return db;
}
