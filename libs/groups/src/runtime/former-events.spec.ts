import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decider } from '@app/decider';
import { EventStoreDbEventStore, type EventStore, InMemoryEventStore, SqliteEventStore } from '@app/event-store';
import { type Event, NO_STREAM } from '@app/kernel';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { CommandBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { TestServer } from '../../../event-store/testing/server/test-server';
import { newEvents } from '../../../event-store/testing/new-events';
import { LeaveGroupCommand } from '../commands/leave-group/leave-group.command';
import { groupStream } from '../domain/group/group.state';
import { isAdmin } from '../domain/permissions';
import { membershipStream } from '../domain/membership/membership.state';
import { groupCreated, groupId, roleAssigned } from '../testing/group.examples';
import { memberJoined } from '../testing/membership.examples';
import { olga, ravi, siteId } from '../testing/people.examples';
import { Views } from '../views/views';
import { BackgroundWork } from './background-work';
import { GroupsModule } from './groups.module';

const stores: Record<string, () => Promise<{ store: EventStore; close: () => Promise<unknown> }>> = {
  'in memory': async () => {
    const store = new InMemoryEventStore();
    return { store, close: () => store.close() };
  },
  SQLite: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'former-events-'));
    const store = await SqliteEventStore.open(directory);
    return { store, close: () => store.close().then(() => rm(directory, { recursive: true })) };
  },
  EventStoreDB: async () => {
    const server = await TestServer.start();
    const store = await EventStoreDbEventStore.open(server.url);
    return { store, close: () => store.close().then(() => server.stop()) };
  },
};

describe.each(Object.entries(stores))('a store %s that holds events of former shapes', (_, open) => {
  let events: EventStore;
  let close: () => Promise<unknown>;
  let module: TestingModule;
  const views = new InMemoryReadStore();
  const group = `group-${siteId}.${groupId}`;
  const append = (stream: string, revision: number, ...some: readonly Event[]) =>
    events.append(stream, newEvents(...some.map((event) => ({ ...event, metadata: { siteId } }))), revision);

  beforeAll(async () => {
    ({ store: events, close } = await open());
    const { group: former } = JSON.parse(await readFile(join(__dirname, '../testing/former-events.json'), 'utf8')) as {
      group: readonly { stored: Event }[];
    };
    for (const who of [olga, ravi])
      await append(`membership-${siteId}.${groupId}.${who.memberId}`, NO_STREAM, memberJoined(who));
    await append(group, NO_STREAM, groupCreated(), roleAssigned(ravi), ...former.map(({ stored }) => stored));
    const settings = { unknownSiteMembers: 'PUBLIC' } as const;
    module = await Test.createTestingModule({
      imports: [GroupsModule.on({ events, views, settings, maxWait: 60_000, routes: false })],
    }).compile();
    module.useLogger(false);
    await module.init();
    await module.get(BackgroundWork).waitUntilCaughtUp();
  }, 60_000);
  afterAll(async () => {
    await module.close();
    await close();
  });

  it('folds them for decisions', async () => {
    const streams = {
      group: groupStream(siteId, groupId),
      membership: membershipStream(siteId, groupId, ravi.memberId),
    };
    const states = await module.get(Decider).on(streams).load();
    expect(isAdmin(states.group, states.membership, ravi.memberId)).toBe(false);
    expect([...states.group.admins.keys()]).toEqual([olga.memberId]);
  });
  it('shows them in views', async () => {
    const memberships = await module.get(Views).membershipsIn(ravi, [groupId]);
    expect(memberships.get(groupId)).toMatchObject({ memberId: ravi.memberId, role: 'MEMBER' });
  });
  it('runs policies on them, and policies on later events', async () => {
    await module.get(CommandBus).execute(new LeaveGroupCommand({ groupId }, ravi));
    const last = (await events.lastPosition())!;
    await module.get(ViewProgress).waitForPosition(['groups', 'memberships'], last);
    while ((await views.checkpoint('automation'))?.position !== last) await new Promise((done) => setTimeout(done, 20));
    expect((await events.readStream(group)).map(({ type }) => type)).toEqual([
      'GroupCreated',
      'RoleAssigned',
      'RoleAssigned',
    ]);
    const left = await events.readStream(`membership-${siteId}.${groupId}.${ravi.memberId}`);
    expect(left.map(({ type }) => type)).toEqual(['MemberJoined', 'MemberLeft']);
  });
});
