import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { type EventStore, EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import type { Duty } from '@app/groups';
import { type CollectionSpec, InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import pMap from 'p-map';
import { start } from '../../apps/standalone/src/start';
import type { HttpResponse } from '../support/call';
import { type KindOfWrite, kindsOfWrite, prepareWrite, sendKeyed, type Write } from '../support/keyed-writes';
import { secret } from '../support/secret';
import {
  type ServiceInstance,
  startInstance,
  untilPoliciesAreDone,
  untilReadiness,
} from '../support/service-instances';
import { TEST_LIMIT_MS } from '../support/waiting';

jest.setTimeout(TEST_LIMIT_MS);
const standalone: Duty = { work: 'HERE', routes: true };
/** Sites are independent of each other, but views that many writes make late would show old counts. */
const SITES_AT_ONCE = { concurrency: 4 };

/** An event store that fails one append of a site, once: before it takes effect, or after that. */
class EventStoreFailingOnce extends InMemoryEventStore {
  private readonly failures = new Map<string, { left: number; readonly after: boolean }>();

  failAt(site: string, append: number, after: boolean): void {
    this.failures.set(site, { left: append, after });
  }
  /** Has the failure happened? It is taken back when it has not. */
  failed(site: string): boolean {
    const failure = this.failures.get(site);
    this.failures.delete(site);
    return failure !== undefined && failure.left < 0;
  }

  override async append(...append: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    const failure = [...this.failures].find(([site]) => append[0].includes(`-${site}`))?.[1];
    if (!failure || failure.left-- !== 0) return super.append(...append);
    if (failure.after) await super.append(...append);
    throw new EventStoreUnavailable('no response', 'UNKNOWN');
  }
}

/** A read store in which no response is ever found, as if each process had died before it could keep one. */
class ReadStoreWithoutResponses extends InMemoryReadStore {
  override async write(...write: Parameters<ReadStore['write']>): ReturnType<ReadStore['write']> {
    if (write[0].name === 'answers') throw new ReadStoreUnavailable('unavailable');
    return super.write(...write);
  }
}

/** The events of a site once its policies are done, in any order; a slug may be reserved once more than it is used. */
async function eventsOn(site: string, events: EventStore, views: ReadStore): Promise<string[]> {
  await untilPoliciesAreDone(events, views);
  return (await events.readAll({ limit: 100_000 }))
    .filter(({ metadata, type }) => metadata.siteId === site && type !== 'SlugReserved')
    .map(({ type, metadata }) => `${type} by ${metadata.actor.type}`)
    .sort();
}

/** A response waits two seconds for the counts in it, and then shows those that there are. */
const COUNTS_WITHIN_MS = 1900;
/** Responses as they are compared with each other: without counts when one of them may have come before its counts. */
function compared(...responses: readonly HttpResponse[]): string[] {
  const areLate = responses.some(({ tookMs }) => tookMs > COUNTS_WITHIN_MS);
  const counts = /"(?:membersCount|pendingMembersCount|lastActivityDate)":[^,}]+,?/g;
  return responses.map(({ status, text }) => `${status} ${areLate ? text.replaceAll(counts, '') : text}`);
}
function expectSame(kind: KindOfWrite, first: HttpResponse, again: HttpResponse): void {
  const [expected, actual] = compared(first, again);
  expect([kind, actual]).toEqual([kind, expected]);
}

describe('a write whose response was not kept', () => {
  let events: EventStoreFailingOnce;
  let views: ReadStore;
  let service: ServiceInstance;
  beforeAll(async () => {
    events = new EventStoreFailingOnce();
    views = new ReadStoreWithoutResponses();
    service = await startInstance(standalone, events, views);
  });
  afterAll(() => service.stop());

  /** The events of a new site after the write took effect once. */
  async function eventsOfOne(kind: KindOfWrite): Promise<string[]> {
    const write = await prepareWrite(service, kind);
    await sendKeyed(write, 'k').expect(200);
    return eventsOn(write.site, events, views);
  }

  it('gets the same response again, from the events', async () => {
    await pMap(
      kindsOfWrite,
      async (kind) => {
        const write = await prepareWrite(service, kind);
        const first = await sendKeyed(write, 'k');
        expect([kind, first.status]).toEqual([kind, 200]);
        const before = await eventsOn(write.site, events, views);
        const again = await sendKeyed(write, 'k');
        expectSame(kind, first, again);
        expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
        expect(await eventsOn(write.site, events, views)).toEqual(before);
      },
      SITES_AT_ONCE,
    );
  });

  it.each([
    ['before it was written', false],
    ['after that', true],
  ])('and which failed at some event, %s, is finished by its repeat', async (_, after) => {
    await pMap(
      kindsOfWrite,
      async (kind) => {
        const expected = await eventsOfOne(kind);
        /** Fails this append of a write, if it makes so many. */
        const failAt = async (append: number): Promise<boolean> => {
          const write = await prepareWrite(service, kind);
          events.failAt(write.site, append, after);
          const first = await sendKeyed(write, 'k');
          const failed = events.failed(write.site);
          if (!failed) expect([kind, append, first.status]).toEqual([kind, append, 200]);
          const second = await sendKeyed(write, 'k');
          const third = await sendKeyed(write, 'k');
          expect([kind, append, second.status]).toEqual([kind, append, 200]);
          expectSame(kind, second, third);
          if (!failed) expectSame(kind, first, second);
          expect([kind, append, ...(await eventsOn(write.site, events, views))]).toEqual([kind, append, ...expected]);
          return failed;
        };
        let append = 0;
        while (await failAt(append)) append += 1;
        expect([kind, append > 0]).toEqual([kind, true]);
      },
      SITES_AT_ONCE,
    );
  });
});

describe('two processes on the same stores', () => {
  let events: EventStore;
  let views: ReadStore;
  let one: ServiceInstance;
  let other: ServiceInstance;
  beforeAll(async () => {
    events = new InMemoryEventStore();
    views = new InMemoryReadStore();
    one = await startInstance(standalone, events, views);
    other = await startInstance({ work: 'ELSEWHERE', routes: true }, events, views);
    await untilReadiness(other, 200);
  });
  afterAll(() => Promise.all([one.stop(), other.stop()]));

  const toOther = (write: Write): Write => ({ ...write, by: write.by.at(other.url) });

  it('give the same response, whichever is called', async () => {
    await pMap(
      kindsOfWrite,
      async (kind) => {
        const write = await prepareWrite(one, kind);
        const first = await sendKeyed(toOther(write), 'k');
        expect([kind, first.status]).toEqual([kind, 200]);
        const before = await eventsOn(write.site, events, views);
        // The kept response, whose counts are those of the first one, however late they were.
        const again = await sendKeyed(write, 'k');
        expect([kind, again.status, again.text]).toEqual([kind, 200, first.text]);
        expect(await eventsOn(write.site, events, views)).toEqual(before);
      },
      SITES_AT_ONCE,
    );
  });

  it('let one of twenty at once take effect; the others get its response or a `CONFLICT`', async () => {
    for (const kind of ['joins', 'creates a group', 'adds people', 'leaves as an admin', 'removes people'] as const) {
      const single = await prepareWrite(one, kind);
      await sendKeyed(single, 'k').expect(200);
      const write = await prepareWrite(one, kind);
      const sent = Array.from({ length: 20 }, (_, n) => sendKeyed(n % 2 ? write : toOther(write), 'k'));
      const responses = await Promise.all(sent);
      const good = responses.filter(({ status }) => status === 200);
      expect(new Set(compared(...good)).size).toBe(1);
      for (const { status, body } of responses)
        if (status !== 200) expect([status, body.message]).toEqual([409, 'CONFLICT']);
      expect([kind, await eventsOn(write.site, events, views)]).toEqual([
        kind,
        await eventsOn(single.site, events, views),
      ]);
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
  const sent = await pMap(
    kindsOfWrite,
    async (kind) => {
      const write = await prepareWrite(before, kind);
      return { kind, write, first: await sendKeyed(write, 'k') };
    },
    SITES_AT_ONCE,
  );
  await before.app.close();
  const after = await run();
  for (const { kind, write, first } of sent) {
    const again = await sendKeyed({ ...write, by: write.by.at(after.url) }, 'k');
    expect([kind, again.status, again.text]).toEqual([kind, 200, first.text]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  }
  await after.app.close();
  await rm(dataDir, { recursive: true });
});

describe('while the read store is unavailable', () => {
  class ReadStoreWithoutSomeCollections extends InMemoryReadStore {
    unavailable: readonly CollectionSpec['name'][] = [];
    override async get(...get: Parameters<ReadStore['get']>): ReturnType<ReadStore['get']> {
      if (this.unavailable.includes(get[0].name)) throw new ReadStoreUnavailable('unavailable');
      return super.get(...get);
    }
  }

  it('a repeat fails rather than do something else than at first', async () => {
    const views = new ReadStoreWithoutSomeCollections();
    const events = new InMemoryEventStore();
    const service = await startInstance(standalone, events, views);
    const write = await prepareWrite(service, 'adds people');
    const first = await sendKeyed(write, 'k');
    await untilPoliciesAreDone(events, views);
    views.unavailable = ['answers'];
    const before = await events.lastPosition();
    const refused = await sendKeyed(write, 'k');
    expect([refused.status, refused.body.message]).toEqual([503, 'READ_STORE_UNAVAILABLE']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await events.lastPosition()).toBe(before);
    await sendKeyed(write, 'another key').expect(409, 'ALREADY_A_MEMBER');
    views.unavailable = [];
    const again = await sendKeyed(write, 'k');
    expect([again.status, again.text]).toEqual([200, first.text]);
    await service.stop();
  });
});
