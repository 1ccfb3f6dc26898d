import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import type { Caller } from '@app/kernel';
import { pendingSweepsCollection, ViewProgress } from '@app/projections';
import { type CollectionSpec, type Document, type ReadStore, SqliteReadStore } from '@app/read-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collections } from '../views/collections';
import { membershipId } from '../views/memberships.projection';
import { Views } from '../views/views';
import { VisibleGroups } from './access/visible-groups';
import {
  FindAllJoinRequests,
  FindAllJoinRequestsHandler,
  FindGroups,
  FindGroupsHandler,
  FindJoinedGroups,
  FindJoinedGroupsHandler,
  FindMemberships,
  FindMembershipsHandler,
  FindPersonInvitations,
  FindPersonInvitationsHandler,
  FindPersonsJoinRequests,
  FindPersonsJoinRequestsHandler,
} from './index';

/** How many groups the people of the test are in. */
const SIZES = [0, 300, 3000];
const dateOf = (n: number) => new Date(1_900_000_000_000 + n).toISOString();
const settings = { allowedToApproveJoinRequests: 'ALL_MEMBERS', showMemberList: true };

const groupDocument = (id: string, privacyStatus: string, createdDate: string) => ({
  ...{ siteId: 's1', id, name: id, privacyStatus, settings, createdDate, membersCount: 1, revision: 0 },
  ...{ pendingMembersCount: 0, details: { name: id, privacyStatus, settings } },
});
const membershipDocument = (groupId: string, memberId: string, fields: object) =>
  ({ siteId: 's1', groupId, memberId, ...fields }) as Document;
const isIn = (joinedDate: string) => ({ status: 'JOINED', role: 'MEMBER', joinedDate });
const isWaiting = (createdDate: string) => ({
  status: 'PENDING',
  joinRequest: { status: 'PENDING', createdDate, groupRevision: 0 },
  invitation: { createdDate },
});

/** A person who is in this many groups, and has asked to join and is invited to as many others. Half of them are SECRET. */
const nameOf = (size: number) => `member-of-${size}`;
const privacyOf = (n: number) => (n % 2 === 0 ? 'SECRET' : 'PRIVATE');

async function fill(store: ReadStore): Promise<void> {
  await store.prepare([collections.groups, collections.memberships, pendingSweepsCollection]);
  const write = (collection: CollectionSpec, documents: readonly (readonly [string, Document])[]) =>
    store.write(collection, documents.map(([id, document]) => ({ id, document, position: 1n, loaded: null }))); // prettier-ignore
  for (const size of SIZES)
    for (const [kind, fields] of Object.entries({ in: isIn, waiting: isWaiting })) {
      const person = nameOf(size);
      const ids = Array.from({ length: size }, (_, n) => `${kind}-${person}-${n}`);
      await write(collections.groups, ids.map((id, n) => [id, groupDocument(id, privacyOf(n), dateOf(n))])); // prettier-ignore
      await write(collections.memberships, ids.map((id, n) => [membershipId(id, person), membershipDocument(id, person, fields(dateOf(n)))])); // prettier-ignore
    }
}

type Read = { readonly method: string; readonly documents: number };

/** The reads that a handler makes of this store, with the documents that each gives. */
function recording(store: ReadStore, reads: Read[]): ReadStore {
  const kept =
    (method: 'get' | 'find' | 'load' | 'count', size: (result: never) => number) =>
    async (...args: never[]) => {
      const result = await (store[method] as (...args: never[]) => Promise<never>).call(store, ...args);
      reads.push({ method, documents: size(result) });
      return result;
    };
  return Object.assign(Object.create(store) as ReadStore, {
    get: kept('get', (found: object | null) => (found ? 1 : 0)),
    find: kept('find', ({ documents }: { documents: readonly unknown[] }) => documents.length),
    load: kept('load', ({ size }: ReadonlyMap<string, unknown>) => size),
    count: kept('count', () => 0),
  });
}

const LIMIT = 10;

describe('the lists of a person', () => {
  const directory = mkdtempSync(join(tmpdir(), 'reads-'));
  const reads: Read[] = [];
  let store: ReadStore;
  beforeAll(async () => {
    store = new SqliteReadStore(directory);
    await fill(store);
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const lists = {
    groups: [FindGroups, FindGroupsHandler, 'createdDate'],
    'joined groups': [FindJoinedGroups, FindJoinedGroupsHandler, 'joinedDate'],
    memberships: [FindMemberships, FindMembershipsHandler, 'groupId'],
    'join requests': [FindPersonsJoinRequests, FindPersonsJoinRequestsHandler, 'joinRequest.createdDate'],
    'all join requests': [FindAllJoinRequests, FindAllJoinRequestsHandler, 'joinRequest.createdDate'],
    invitations: [FindPersonInvitations, FindPersonInvitationsHandler, 'invitation.createdDate'],
  } as const;

  it.each(Object.keys(lists) as (keyof typeof lists)[])(
    '%s cost few reads and documents, however many groups somebody is in',
    async (name) => {
      const progress = new ViewProgress();
      for (const view of ['groups', 'memberships']) progress.report(view, 1n, true);
      const views = new Views(recording(store, reads), progress);
      const [List, Handler, field] = lists[name];
      const page = { filter: { all: [] }, sort: [{ field, order: 'DESC' as const }], limit: LIMIT, offset: 0 };
      const handler = new Handler(views, new VisibleGroups(views, new Decider(new InMemoryEventStore())));
      const costOf = async (size: number) => {
        const memberId = nameOf(size);
        const caller: Caller = { kind: 'MEMBER', siteId: 's1', id: memberId, memberId };
        reads.length = 0;
        const found = await handler.execute(new List({ memberId, page }, { caller, consistentWith: null }) as never);
        expect(found).toMatchObject({ accepted: true });
        return { reads: reads.length, documents: reads.reduce((sum, { documents }) => sum + documents, 0) };
      };
      const costs = [];
      for (const size of SIZES) costs.push({ size, ...(await costOf(size)) });
      expect(costs.filter(({ reads, documents }) => reads > 5 || documents > 3 * LIMIT)).toEqual([]);
    },
  );
});
