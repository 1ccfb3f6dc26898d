import type Database from 'libsql';
import { NO_STREAM } from '@app/kernel';
import { checkExpectedRevision } from '../expected-revision';
import type { AppendRequest, WriterReply, WriterResult } from './writer-messages';

/**
 * Gives the function that commits a group of appends: one transaction with one sync to disk. The revision of each append
 * is checked on its own, after the appends before it, and before it writes anything; so a conflict affects no other one.
 */
export function groupCommit(db: Database.Database): (appends: readonly AppendRequest[]) => WriterReply {
  const lastRevision = db.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1').raw();
  const following = db
    .prepare('SELECT id, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?')
    .raw();
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata, endsAppend) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  function append({ stream, events, expected }: AppendRequest): WriterResult {
    const actual = (lastRevision.all(stream) as [number][])[0]?.[0] ?? NO_STREAM;
    const ids = events.map(({ id }) => id);
    let stored: readonly (readonly [id: string, position: number])[] = [];
    const check = checkExpectedRevision(ids, expected, actual, (revision, count) => {
      stored = following.all(stream, revision, count) as [string, number][];
      return stored.map(([id]) => id);
    });
    if (check === 'WRONG_REVISION') return { actual };
    let position = stored.at(-1)?.[1] ?? 0;
    let revision = expected;
    for (const { id, type, data, metadata } of events) {
      revision += 1;
      if (check === 'ALREADY_WRITTEN') continue;
      const endsAppend = revision === expected + events.length ? 1 : 0;
      position = Number(insert.run(stream, revision, id, type, data, metadata, endsAppend).lastInsertRowid);
    }
    return { appended: { revision, position: BigInt(position) } };
  }

  return (appends) => {
    const failAll = (error: unknown, outcome: 'NONE' | 'UNKNOWN'): WriterReply => {
      if (db.inTransaction) db.exec('ROLLBACK');
      return { results: appends.map(() => ({ failed: String(error), outcome })), wrote: false };
    };
    let results: WriterResult[];
    try {
      db.exec('BEGIN IMMEDIATE');
      results = appends.map(append);
    } catch (error) {
      return failAll(error, 'NONE');
    }
    try {
      db.exec('COMMIT');
    } catch (error) {
      return failAll(error, 'UNKNOWN'); // after a failed sync the transaction may or may not be on disk
    }
    return { results, wrote: results.some((result) => 'appended' in result) };
  };
}
