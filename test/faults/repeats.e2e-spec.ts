import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { type EventStore, EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import type { ProcessRole } from '@app/groups';
import { type CollectionSpec, InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { start } from '../../apps/standalone/src/start';
import type { Answer } from '../support/call';
import { type KindOfWrite, kindsOfWrite, prepareWrite, sendKeyed, type Write } from '../support/keyed-writes';
import { secret } from '../support/service';
import { eventually } from '../support/stories';
import { SAFETY_LIMIT_MS } from './patience';
import { becomes, type Process, startProcess } from './processes';

jest.setTimeout(60_000);
const standalone: ProcessRole = { background: 'THIS_PROCESS', routes: true };
/** More appends than any of the writes makes. */
const MOST_APPENDS = 8;

/** An event store that fails one append of a site, once: before it takes effect, or only its answer. */
class Failing extends InMemoryEventStore {
  private readonly failures = new Map<string, { left: number; readonly behind: boolean }>();

  failAt(site: string, append: number, behind: boolean): void {
    this.failures.set(site, { left: append, behind });
  }
  /** Did the failure come to pass? Afterwards there is none to come. */
  failed(site: string): boolean {
    const failure = this.failures.get(site);
    this.failures.delete(site);
    return failure !== undefined && failure.left < 0;
  }

  override async append(...append: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    const failure = [...this.failures].find(([site]) => append[0].includes(`-${site}`))?.[1];
    if (!failure || failure.left-- !== 0) return super.append(...append);
    if (failure.behind) await super.append(...append);
    throw new EventStoreUnavailable('no answer', 'UNKNOWN');
  }
}

/** A read store in which no answer is ever found, as if each process had died before it could keep one. */
class Forgetful extends InMemoryReadStore {
  override async write(...write: Parameters<ReadStore['write']>): ReturnType<ReadStore['write']> {
    if (write[0].name === 'answers') throw new ReadStoreUnavailable('away');
    return super.write(...write);
  }
}

/** What happened on a site, in any order; a slug may be reserved once more than it is used. */
const happenedOn = async (events: EventStore, site: string) =>
  (await events.readAll({ limit: 100_000 }))
    .filter(({ metadata, type }) => metadata.siteId === site && type !== 'SlugReserved')
    .map(({ type, metadata }) => `${type} by ${metadata.actor.type}`)
    .sort();
const answerOf = ({ status, text }: Answer) => `${status} ${text}`;

describe('a write whose answer was not kept', () => {
  let events: Failing;
  let service: Process;
  beforeAll(async () => {
    events = new Failing();
    service = await startProcess(standalone, events, new Forgetful());
  });
  afterAll(() => service.stop());

  /** A fresh site's events after the write took effect once. */
  async function once(kind: KindOfWrite): Promise<string[]> {
    const write = await prepareWrite(service, kind);
    await sendKeyed(write, 'k').expect(200);
    return happenedOn(events, write.site);
  }

  it('is answered from the events as it was at first', async () => {
    const repeated = kindsOfWrite.map(async (kind) => {
      const write = await prepareWrite(service, kind);
      const first = await sendKeyed(write, 'k');
      const happened = await happenedOn(events, write.site);
      const again = await sendKeyed(write, 'k');
      expect([kind, answerOf(again)]).toEqual([kind, `200 ${first.text}`]);
      expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
      expect(await happenedOn(events, write.site)).toEqual(happened);
    });
    await Promise.all(repeated);
  });

  it.each([
    ['before it was written', false],
    ['behind it', true],
  ])('and which failed at some event, %s, is finished by its repeat', async (_, behind) => {
    const tried = kindsOfWrite.map(async (kind) => {
      const due = await once(kind);
      const atEach = Array.from({ length: MOST_APPENDS }, async (__, append) => {
        const write = await prepareWrite(service, kind);
        events.failAt(write.site, append, behind);
        const first = await sendKeyed(write, 'k');
        const failed = events.failed(write.site);
        if (!failed) expect([kind, append, first.status]).toEqual([kind, append, 200]);
        const repeats = [await sendKeyed(write, 'k'), await sendKeyed(write, 'k')];
        expect([kind, append, ...repeats.map(answerOf)]).toEqual([
          kind,
          append,
          ...repeats.map(() => `200 ${failed ? repeats[0]!.text : first.text}`),
        ]);
        await eventually(async () =>
          expect([kind, append, ...(await happenedOn(events, write.site))]).toEqual([kind, append, ...due]),
        );
        return failed;
      });
      const failed = await Promise.all(atEach);
      expect([kind, failed[0], failed.at(-1)]).toEqual([kind, true, false]);
    });
    await Promise.all(tried);
  });
});

describe('two processes on the same stores', () => {
  let events: EventStore;
  let one: Process;
  let other: Process;
  beforeAll(async () => {
    events = new InMemoryEventStore();
    const views = new InMemoryReadStore();
    one = await startProcess(standalone, events, views);
    other = await startProcess({ background: 'OTHER_PROCESSES', routes: true }, events, views);
    await becomes(other, 200, SAFETY_LIMIT_MS);
  });
  afterAll(() => Promise.all([one.stop(), other.stop()]));

  /** The same write, sent to the other process. */
  const elsewhere = (write: Write): Write => ({ ...write, by: write.by.at(other.url) });

  it('give the same answer, whichever is asked', async () => {
    const tried = kindsOfWrite.map(async (kind) => {
      const write = await prepareWrite(one, kind);
      const first = await sendKeyed(elsewhere(write), 'k');
      const happened = await eventually(async () => happenedOn(events, write.site));
      expect([kind, answerOf(await sendKeyed(write, 'k'))]).toEqual([kind, `200 ${first.text}`]);
      expect(await happenedOn(events, write.site)).toEqual(happened);
    });
    await Promise.all(tried);
  });

  it('let one of twenty at once take effect; the others get its answer or are told to try again', async () => {
    for (const kind of ['joins', 'creates a group', 'adds people', 'leaves as an admin', 'removes people'] as const) {
      const single = await prepareWrite(one, kind);
      await sendKeyed(single, 'k').expect(200);
      const write = await prepareWrite(one, kind);
      const sent = Array.from({ length: 20 }, (_, n) => sendKeyed(n % 2 ? write : elsewhere(write), 'k'));
      const answers = await Promise.all(sent);
      const good = answers.filter(({ status }) => status === 200);
      expect(new Set(good.map(({ text }) => text)).size).toBe(1);
      for (const { status, body } of answers)
        if (status !== 200) expect([status, body.message]).toEqual([409, 'CONFLICT']);
      expect([kind, await happenedOn(events, write.site)]).toEqual([kind, await happenedOn(events, single.site)]);
    }
  });
});

it('a restart changes nothing for a repeat', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'groups-'));
  const settings = readSettings({
    AUTH_SECRET: secret,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
    DATA_DIR: dataDir,
  });
  const run = async () => {
    const app = await start(settings);
    await app.listen(0, '127.0.0.1');
    return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
  };
  const before = await run();
  const told = await Promise.all(
    kindsOfWrite.map(async (kind) => {
      const write = await prepareWrite(before, kind);
      return { kind, write, first: await sendKeyed(write, 'k') };
    }),
  );
  await before.app.close();
  const after = await run();
  for (const { kind, write, first } of told) {
    const again = await sendKeyed({ ...write, by: write.by.at(after.url) }, 'k');
    expect([kind, answerOf(again)]).toEqual([kind, `200 ${first.text}`]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  }
  await after.app.close();
  await rm(dataDir, { recursive: true });
});

describe('while the read store is away', () => {
  class Away extends InMemoryReadStore {
    away: readonly CollectionSpec['name'][] = [];
    override async get(...get: Parameters<ReadStore['get']>): ReturnType<ReadStore['get']> {
      if (this.away.includes(get[0].name)) throw new ReadStoreUnavailable('away');
      return super.get(...get);
    }
  }

  it('a repeat waits for it rather than do something else than at first', async () => {
    const views = new Away();
    const events = new InMemoryEventStore();
    const service = await startProcess(standalone, events, views);
    const write = await prepareWrite(service, 'adds people');
    const first = await sendKeyed(write, 'k');
    views.away = ['answers'];
    const before = await events.lastPosition();
    const refused = await sendKeyed(write, 'k');
    expect([refused.status, refused.body.message]).toEqual([503, 'READ_STORE_UNAVAILABLE']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await events.lastPosition()).toBe(before);
    await sendKeyed(write, 'another key').expect(409, 'ALREADY_A_MEMBER');
    views.away = [];
    expect(answerOf(await sendKeyed(write, 'k'))).toBe(`200 ${first.text}`);
    await service.stop();
  });
});
