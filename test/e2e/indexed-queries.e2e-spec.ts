import Database from 'libsql';
import { MongoClient } from 'mongodb';
import pMap from 'p-map';
import { type CollectionSpec, type FindQuery, InMemoryReadStore, openMongoReadStore } from '@app/read-store';
import { parkedWorkCollection, pendingSweepsCollection } from '@app/projections';
import { collections } from '../../libs/groups/src/views/collections';
import { collectionName } from '../../libs/read-store/src/indexed-fields';
import { findToMongo } from '../../libs/read-store/src/mongodb/find-to-mongo';
import { countToSql, findToSql } from '../../libs/read-store/src/sqlite/find-to-sql';
import { indexesToSql, tableToSql } from '../../libs/read-store/src/sqlite/schema';
import type { Sql } from '../../libs/read-store/src/sqlite/sql';
import { createRequestList } from '../../libs/groups/src/queries/fields/create-request.fields';
import { groupList } from '../../libs/groups/src/queries/fields/group.fields';
import { joinRequestList } from '../../libs/groups/src/queries/fields/join-request.fields';
import { memberList } from '../../libs/groups/src/queries/fields/member.fields';
import { membershipList } from '../../libs/groups/src/queries/fields/membership.fields';
import { ApiDocument } from '../support/api-document';
import { type Parameters, sendExample, setUpExample } from '../support/documented-calls';
import { peopleOf } from '../support/people';
import { type Service, startService } from '../support/service';
import { eventually } from '../support/stories';

/** A query to the read store, also in the form that SQLite gets. `everything`: its filter compares no field. */
type RecordedQuery = {
  readonly collection: CollectionSpec;
  readonly find: FindQuery;
  readonly sql: Sql;
  readonly sortedBy?: string;
  readonly everything: boolean;
};
type CountQuery = Omit<FindQuery, 'limit'> & { readonly upTo: number };

/** The read store in memory, which records one query of each form. */
class RecordingReadStore extends InMemoryReadStore {
  readonly queries = new Map<string, RecordedQuery>();

  override find(collection: CollectionSpec, find: FindQuery) {
    this.record({ collection, find, sql: findToSql(collection, find), sortedBy: find.sort?.[0]?.field ?? 'id' });
    return super.find(collection, find);
  }

  override count(collection: CollectionSpec, query: CountQuery) {
    const sql = countToSql(collection, query.siteId, query.filter, query.upTo);
    this.record({ collection, find: { ...query, limit: query.upTo }, sql });
    return super.count(collection, query);
  }

  private record(query: Omit<RecordedQuery, 'everything'>): void {
    this.queries.set(query.sql.text, { ...query, everything: matchesAll(query.find) });
  }
}

const matchesAll = ({ filter }: Pick<FindQuery, 'filter'>) => !JSON.stringify(filter ?? {}).includes('"field"');

const database = new Database(':memory:');
for (const spec of [...Object.values(collections), parkedWorkCollection, pendingSweepsCollection])
  for (const { text } of [tableToSql(spec), ...indexesToSql(spec, new Set())]) database.exec(text);
afterAll(() => database.close());

/** The lines of SQLite's query plan. */
const planOf = ({ text, values }: Sql): readonly string[] =>
  (database.prepare(`EXPLAIN QUERY PLAN ${text}`).raw().all([...values]) as [number, number, number, string][]).map((line) => line[3]); // prettier-ignore

/**
 * Whether a query reads more rows than it returns. It does not if an index is searched by more than the site (a range of
 * ids is no more than that), or if the
 * query matches most rows of a site and the index has the order of the page, so that reading stops when the page is full.
 */
function readsTooMuch({ sql, sortedBy, everything }: RecordedQuery): boolean {
  const plan = planOf(sql);
  const seeks = plan.filter((line) => /^SEARCH .* USING (COVERING )?INDEX .*\(siteId=\? AND key\.(?!id>)/.test(line));
  const walks = plan.filter((line) => /^SEARCH .* USING (COVERING )?INDEX .*\(siteId=\?\)/.test(line));
  const sorts = plan.includes('USE TEMP B-TREE FOR ORDER BY');
  if (plan.some((line) => /^SCAN \S+\.v\d/.test(line)) || seeks.length + walks.length === 0) return true;
  if (walks.length === 0) return false;
  return sortedBy === undefined ? !everything : sorts || (sortedBy === 'id' && !everything);
}

/** The query plans of the MongoDB at `READ_STORE_URL`, if that is set. FerretDB has no query plans. */
class MongoPlans {
  private readonly client = new MongoClient(process.env.READ_STORE_URL!);

  static async openIfConfigured(): Promise<MongoPlans | null> {
    const url = process.env.READ_STORE_URL;
    if (!url) return null;
    const store = await openMongoReadStore(url);
    await store.prepare(Object.values(collections)).finally(() => store.close());
    return new MongoPlans();
  }

  async scansCollection({ collection, find }: RecordedQuery): Promise<boolean> {
    const { where, sort, limit } = findToMongo(collection, find, () => ['3one', '3another']);
    const cursor = this.client.db().collection(collectionName(collection)).find(where, { sort, limit });
    return JSON.stringify((await cursor.explain()).queryPlanner).includes('COLLSCAN');
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

describe('every query to the read store', () => {
  const views = new RecordingReadStore();
  let service: Service;
  let mongo: MongoPlans | null;
  beforeAll(async () => {
    service = await startService({ stores: 'memory', views });
    mongo = await MongoPlans.openIfConfigured();
  });
  afterAll(async () => {
    await mongo?.close();
    await service?.stop();
  });
  afterEach(async () => {
    const queries = [...views.queries.values()];
    const wrong = queries.filter(readsTooMuch);
    expect(wrong.map(({ sql }) => [sql.text, planOf(sql)])).toEqual([]);
    for (const one of mongo ? queries : [])
      if (await mongo!.scansCollection(one)) throw new Error(`no index for ${JSON.stringify(one.find)}`);
  });

  it('uses an index: in the example of every operation', async () => {
    const { operations } = await ApiDocument.of(service);
    const send = async (operation: (typeof operations)[number]) => {
      const response = await sendExample(operation, await setUpExample(operation, service));
      expect([operation.operationId, response.status]).toEqual([operation.operationId, 200]);
    };
    await pMap(operations, send, { concurrency: 4 });
    expect(views.queries.size).toBeGreaterThan(20);
  });

  it('uses an index: in lists, page by page, for different callers', async () => {
    const { operations } = await ApiDocument.of(service);
    const lists = operations.filter(({ parameters = [] }) =>
      parameters.some(({ name }) => name === 'cursorPaging.limit'),
    );
    expect(lists.length).toBeGreaterThan(8);
    for (const operation of lists) {
      const stage = await setUpExample(operation, service);
      for (const caller of stage.everybody) {
        const pageBehind = (at: Parameters) => sendExample(operation, { ...stage, caller }, at);
        const { body } = await pageBehind([['cursorPaging.limit', 1]]);
        const next: unknown = body.metadata?.cursors?.next;
        if (next !== undefined)
          expect(await pageBehind([['cursorPaging.cursor', next]])).toMatchObject({ status: 200 });
      }
    }
  });

  it.each([
    ['queryGroups', groupList],
    ['queryGroupMembers', memberList],
    ['queryMemberships', membershipList],
    ['queryJoinGroupRequests', joinRequestList],
    ['queryAllJoinRequests', joinRequestList],
    ['queryGroupRequests', createRequestList],
  ])('uses an index: in %s in any sort order', async (operationId, { fields }) => {
    const { operations } = await ApiDocument.of(service);
    const operation = operations.find((one) => one.operationId === operationId)!;
    const stage = await setUpExample(operation, service);
    for (const fieldName of Object.keys(fields).filter((name) => fields[name]!.sortable))
      for (const order of ['ASC', 'DESC']) {
        const about = () => ({ query: { sort: [{ fieldName, order }] } });
        await sendExample(operation, { ...stage, about }).then(({ status }) => expect(status).toBe(200));
      }
  });

  it('uses an index: for members of SECRET groups, and requests to join groups that turned SECRET', async () => {
    const { olga, mira } = await peopleOf(service, ['olga', 'mira']);
    const secret = await olga.createsGroup({ privacyStatus: 'SECRET' });
    const closed = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await olga.adds(secret, mira);
    await mira.asks(closed);
    await olga.changes(closed, { privacyStatus: 'SECRET' });
    const { groups } = await mira.get('/v2/groups').expect(200);
    expect(groups).toMatchObject([{ id: secret }]);
    await mira.get('/v2/members/mira/join-requests').expect(200);
    await mira.get('/v2/join-requests').expect(200);
  });

  it('uses an index: in policies, when a group turns public, an inviter is banned and an account ends', async () => {
    const { olga, mira, ravi, siteAdmin } = await peopleOf(service, ['olga', 'mira', 'ravi']);
    await olga.post('/v2/group-requests', { group: { name: 'Chess' } });
    const closed = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(closed);
    await olga.adds(closed, mira);
    await olga.makesAdmin(closed, mira);
    await mira.invites(closed, siteAdmin);
    await olga.changes(closed, { privacyStatus: 'PUBLIC' });
    await siteAdmin.delete('/v2/site-members/olga').expect(200);
    await eventually(async () => {
      const { group } = await mira.get(`/v2/groups/${closed}`).expect(200);
      expect(group).toMatchObject({ ownerId: 'mira', pendingMembersCount: 0 });
    });
    await siteAdmin.post(`/v2/groups/${closed}/owner`, { memberId: 'ravi' }).expect(200);
    await siteAdmin.post(`/v2/groups/${closed}/bans`, { memberIds: ['mira'] }).expect(200);
    await siteAdmin.get(`/v2/groups/${closed}/invitations`).expect(200, { invitations: [] });
  });
});
