import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { type EventStore, EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import type { ProcessRole } from '@app/groups';
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
const standalone: ProcessRole = { background: 'THIS_PROCESS', routes: true };
/** Calls whose append fails mostly wait; but with all sites at once the views would be late, and old counts shown. */
const SITES_AT_ONCE = { concurrency: 16 };

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

/** The events of each site once all policies are done, in any order; a slug may be reserved once more than it is used. */
async function eventsBySite(events: EventStore, views: ReadStore): Promise<Record<string, string[]>> {
  await untilPoliciesAreDone(events, views);
  const found: Record<string, string[]> = {};
  for (const { type, metadata } of await events.readAll({ limit: 1_000_000 }))
    if (type !== 'SlugReserved') (found[metadata.siteId] ??= []).push(`${type} by ${metadata.actor.type}`);
  for (const list of Object.values(found)) list.sort();
  return found;
}

/** Responses as they are compared with each other: without counts, which are absent where the view is late. */
const compared = (...responses: readonly HttpResponse[]): string[] =>
  responses.map(
    ({ status, text }) =>
      `${status} ${text.replaceAll(/"(?:membersCount|pendingMembersCount|lastActivityDate)":[^,}]+,?/g, '')}`,
  );
function expectSame(kind: KindOfWrite, first: HttpResponse, again: HttpResponse): void {
  const [expected, actual] = compared(first, again);
  expect([kind, actual]).toEqual([kind, expected]);
}

/** Prepares a write on one process and sends it, for the first time, to another one or the same. */
async function sendFirst({ url }: ServiceInstance, preparing: ServiceInstance, kind: KindOfWrite) {
  const write = await prepareWrite(preparing, kind);
  const first = await sendKeyed({ ...write, by: write.by.at(url) }, 'k');
  expect([kind, first.status]).toEqual([kind, 200]);
  return { kind, write, first };
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

  it('gets the same response again, from the events', async () => {
    const sent = await pMap(kindsOfWrite, (kind) => sendFirst(service, service, kind), SITES_AT_ONCE);
    const before = await eventsBySite(events, views);
    await pMap(
      sent,
      async ({ kind, write, first }) => {
        const again = await sendKeyed(write, 'k');
        expectSame(kind, first, again);
        expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
      },
      SITES_AT_ONCE,
    );
    expect(await eventsBySite(events, views)).toEqual(before);
  });

  it.each([
    ['before it was written', false],
    ['after that', true],
  ])('and which failed at some event, %s, is finished by its repeat', async (_, after) => {
    const sent = await pMap(kindsOfWrite, (kind) => sendFirst(service, service, kind), SITES_AT_ONCE);
    const repeated: { kind: KindOfWrite; append: number; site: string }[] = [];
    /** Fails this append of a write, if it makes so many. */
    const failAt = async (kind: KindOfWrite, append: number): Promise<boolean> => {
      const write = await prepareWrite(service, kind);
      events.failAt(write.site, append, after);
      const first = await sendKeyed(write, 'k');
      const failed = events.failed(write.site);
      if (!failed) expect([kind, append, first.status]).toEqual([kind, append, 200]);
      const second = await sendKeyed(write, 'k');
      expect([kind, append, second.status]).toEqual([kind, append, 200]);
      expectSame(kind, second, await sendKeyed(write, 'k'));
      if (!failed) expectSame(kind, first, second);
      repeated.push({ kind, append, site: write.site });
      return failed;
    };
    await pMap(
      kindsOfWrite,
      async (kind) => {
        let append = 0;
        while (await failAt(kind, append)) append += 1;
        expect([kind, append > 0]).toEqual([kind, true]);
      },
      SITES_AT_ONCE,
    );
    const found = await eventsBySite(events, views);
    const expected = new Map(sent.map(({ kind, write }) => [kind, found[write.site]]));
    for (const { kind, append, site } of repeated)
      expect([kind, append, found[site]]).toEqual([kind, append, expected.get(kind)]);
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
    other = await startInstance({ background: 'OTHER_PROCESSES', routes: true }, events, views);
    await untilReadiness(other, 200);
  });
  afterAll(() => Promise.all([one.stop(), other.stop()]));

  const toOther = (write: Write): Write => ({ ...write, by: write.by.at(other.url) });

  it('give the same response, whichever is called', async () => {
    const sent = await pMap(kindsOfWrite, (kind) => sendFirst(other, one, kind), SITES_AT_ONCE);
    const before = await eventsBySite(events, views);
    await pMap(
      sent,
      async ({ kind, write, first }) => {
        // The kept response, whose counts are those of the first one, however late they were.
        const again = await sendKeyed(write, 'k');
        expect([kind, again.status, again.text]).toEqual([kind, 200, first.text]);
      },
      SITES_AT_ONCE,
    );
    expect(await eventsBySite(events, views)).toEqual(before);
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
      const found = await eventsBySite(events, views);
      expect([kind, found[write.site]]).toEqual([kind, found[single.site]]);
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
