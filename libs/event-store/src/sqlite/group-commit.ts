import type Database from 'libsql';
import { NO_STREAM } from '@app/kernel';
import { judge } from '../verdict';
import type { Order, Outcome, Report } from './writing';

type Append = Exclude<Order, 'CLOSE'>;

/**
 * Appends groups to the file: each group is one transaction and costs one sync. Every append in it is judged for
 * itself, on what those before it wrote, before it writes anything; so a refused one leaves no trace and disturbs nobody.
 */
export function groupCommit(db: Database.Database): (appends: readonly Append[]) => Report {
  const head = db.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1').raw();
  const behind = db
    .prepare('SELECT id, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?')
    .raw();
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata, endsAppend) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  function append({ stream, events, expected }: Append): Outcome {
    const actual = (head.all(stream) as [number][])[0]?.[0] ?? NO_STREAM;
    const ids = events.map(({ id }) => id);
    let stored: readonly (readonly [id: string, position: number])[] = [];
    const verdict = judge(ids, expected, actual, (revision, count) => {
      stored = behind.all(stream, revision, count) as [string, number][];
      return stored.map(([id]) => id);
    });
    if (verdict === 'REFUSE') return { actual };
    let position = stored.at(-1)?.[1] ?? 0;
    let revision = expected;
    for (const { id, type, data, metadata } of events) {
      revision += 1;
      if (verdict === 'REPEAT') continue;
      const endsAppend = revision === expected + events.length ? 1 : 0;
      position = Number(insert.run(stream, revision, id, type, data, metadata, endsAppend).lastInsertRowid);
    }
    return { appended: { revision, position: BigInt(position) } };
  }

  return (appends) => {
    const allFail = (error: unknown, outcome: 'NONE' | 'UNKNOWN'): Report => {
      if (db.inTransaction) db.exec('ROLLBACK');
      return { outcomes: appends.map(() => ({ failed: String(error), outcome })), wrote: false };
    };
    let outcomes: Outcome[];
    try {
      db.exec('BEGIN IMMEDIATE');
      outcomes = appends.map(append);
    } catch (error) {
      return allFail(error, 'NONE');
    }
    try {
      db.exec('COMMIT');
    } catch (error) {
      return allFail(error, 'UNKNOWN'); // what a failed sync leaves on the disk is anybody's guess
    }
    return { outcomes, wrote: outcomes.some((outcome) => 'appended' in outcome) };
  };
}
