import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '@app/kernel';
import { DataDirectoryInUse, lockDataDirectory } from './data-directory-lock';
import { SqliteEventStore } from './sqlite-event-store';

jest.setTimeout(600_000); // only stops a test that hangs

const root = resolve(__dirname, '../../../..');
const kills = process.env.LONG ? 100 : 6;

// Runs as built code in a separate process: appends to sixteen streams at once, and prints the id of every event whose
// append was acknowledged. Writing to a pipe is synchronous, so nothing printed is lost when the process is killed.
const appender = `
const { randomUUID } = require('node:crypto');
const [built, directory] = process.argv.slice(1);
const { lockDataDirectory, SqliteEventStore } = require(built);
lockDataDirectory(directory);
async function write(store, stream) {
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  for (let revision = last ? last.revision : -1, n = 0; ; n += 1) {
    const commandId = randomUUID();
    const of = 1 + (n % 3);
    const events = Array.from({ length: of }, (_, part) => ({
      id: randomUUID(),
      type: 'SomethingHappened',
      data: { text: 'x'.repeat((n * 97) % 2000) },
      metadata: {
        actor: { type: 'SYSTEM', id: 'policies' },
        siteId: 'yoga',
        at: '2024-05-01T10:00:00.000Z',
        commandId,
        correlationId: commandId,
        depth: 0,
        part: part + 1,
        of,
      },
    }));
    ({ revision } = await store.append(stream, events, revision));
    process.stdout.write(events.map(({ id }) => id + '\\n').join(''));
  }
}
SqliteEventStore.open(directory).then((store) => Promise.all(Array.from({ length: 16 }, (_, n) => write(store, 's' + n))));
`;

/** Events whose revision is not the next one in their stream. */
function gaps(events: readonly Recorded[]): Recorded[] {
  const heads = new Map<string, number>();
  return events.filter(({ stream, revision }) => {
    const follows = revision === (heads.get(stream) ?? -1) + 1;
    heads.set(stream, revision);
    return !follows;
  });
}

/** Ids of commands of which some events are stored and some are not. */
function incompleteCommands(events: readonly Recorded[]): string[] {
  const missing = new Map<string, number>();
  for (const {
    metadata: { commandId, of },
  } of events)
    missing.set(commandId, (missing.get(commandId) ?? of) - 1);
  return [...missing].flatMap(([commandId, parts]) => (parts === 0 ? [] : [commandId]));
}

describe('an event store whose process is killed', () => {
  let scratch: string;
  let built: string;
  let directory: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'killed-'));
    built = join(scratch, 'built');
    directory = join(scratch, 'data');
    const sources = ['libs/event-store/src', 'libs/kernel/src'];
    const swc = join(root, 'node_modules/.bin/swc');
    execFileSync(swc, [...sources, '-d', built, '--config-file', '.swcrc', '--quiet'], { cwd: root });
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  /** Lets the process append for a while, kills it, and gives the ids of the acknowledged events. */
  async function appendAndDie(): Promise<string[]> {
    const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
    const index = join(built, 'libs/event-store/src/index.js');
    const child = spawn(process.execPath, ['-e', appender, index, directory], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const printed: string[] = [];
    const lines = createInterface(child.stdout).on('line', (line) => printed.push(line));
    const closed = once(lines, 'close');
    await Promise.race([once(lines, 'line'), ended]);
    expect(() => lockDataDirectory(directory)).toThrow(DataDirectoryInUse);
    await pause(Math.random() * 150);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    await closed;
    return printed.filter((line) => line.length === 36); // the last line may have been cut off
  }

  async function readEverything(): Promise<Recorded[]> {
    const store = await SqliteEventStore.open(directory);
    const events: Recorded[] = [];
    for (;;) {
      const page = await store.readAll({ after: events.at(-1)?.position });
      if (page.length === 0) break;
      events.push(...page);
    }
    await store.close();
    return events;
  }

  it(`has every acknowledged event and no partial append, after each of ${kills} kills`, async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const ids = await appendAndDie();
      expect(ids.length).toBeGreaterThan(0);
      acknowledged.push(...ids);

      lockDataDirectory(directory)();
      const events = await readEverything();
      const stored = new Set(events.map(({ id }) => id));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);

      expect(events.map(({ position }) => position)).toEqual(events.map((_, n) => BigInt(n + 1)));
      expect(gaps(events)).toEqual([]);
      expect(incompleteCommands(events)).toEqual([]);
    }
  });
});
