import Database from 'libsql';
import { MongoClient } from 'mongodb';
import pMap from 'p-map';
import { type CollectionSpec, type FindQuery, InMemoryReadStore, MongoReadStore } from '@app/read-store';
import { collections } from '../../libs/groups/src/views/views';
import { collectionName } from '../../libs/read-store/src/indexed-fields';
import { findToMongo } from '../../libs/read-store/src/mongodb/find-to-mongo';
import { countToSql, findToSql } from '../../libs/read-store/src/sqlite/find-to-sql';
import { indexesToSql, tableToSql } from '../../libs/read-store/src/sqlite/schema';
import type { Sql } from '../../libs/read-store/src/sqlite/sql';
import {
  createRequestsQueried,
  groupsQueried,
  joinRequestsQueried,
  membershipsQueried,
  membersQueried,
} from '../../libs/groups/src/queries/paging/fields';
import { ApiDocument } from '../support/api-document';
import { type Parameters, sendExample, stageFor } from '../support/documented-scenes';
import { peopleOf } from '../support/people';
import { type Service, startService } from '../support/service';
import { eventually } from '../support/stories';

/** A question that the service asked its views, also as SQLite is asked it. */
type Asked = {
  readonly collection: CollectionSpec;
  readonly find: FindQuery;
  readonly sql: Sql;
  readonly sortedBy?: string;
  readonly everything: boolean;
};
type Counted = Omit<FindQuery, 'limit'> & { readonly upTo: number };

/** Remembers each kind of question; answers as the store in memory does. */
class AskedReadStore extends InMemoryReadStore {
  readonly asked = new Map<string, Asked>();

  override find(collection: CollectionSpec, find: FindQuery) {
    this.remember({ collection, find, sql: findToSql(collection, find), sortedBy: find.sort?.[0]?.field ?? 'id' });
    return super.find(collection, find);
  }

  override count(collection: CollectionSpec, query: Counted) {
    const sql = countToSql(collection, query.siteId, query.filter, query.upTo);
    this.remember({ collection, find: { ...query, limit: query.upTo }, sql });
    return super.count(collection, query);
  }

  private remember(asked: Omit<Asked, 'everything'>): void {
    this.asked.set(asked.sql.text, { ...asked, everything: matchesAll(asked.find) });
  }
}

const matchesAll = ({ filter }: Pick<FindQuery, 'filter'>) => !JSON.stringify(filter ?? {}).includes('"field"');

const database = new Database(':memory:');
for (const spec of Object.values(collections))
  for (const { text } of [tableToSql(spec), ...indexesToSql(spec, new Set())]) database.exec(text);
afterAll(() => database.close());

/** How SQLite goes about it, line by line. */
const planOf = ({ text, values }: Sql): readonly string[] =>
  (database.prepare(`EXPLAIN QUERY PLAN ${text}`).raw().all([...values]) as [number, number, number, string][]).map((line) => line[3]); // prettier-ignore

/**
 * Is this more than a look at what is asked for? An index has to lead to it by more than the site; or, where a page shows
 * most of what a site has, be in the order of the page, so that whoever looks stops when it is full.
 */
function looksAtTooMuch({ sql, sortedBy, everything }: Asked): boolean {
  const plan = planOf(sql);
  const seeks = plan.filter((line) => /^SEARCH .* USING (COVERING )?INDEX .*\(siteId=\? AND key\./.test(line));
  const walks = plan.filter((line) => /^SEARCH .* USING (COVERING )?INDEX .*\(siteId=\?\)/.test(line));
  const sorts = plan.includes('USE TEMP B-TREE FOR ORDER BY');
  if (plan.some((line) => /^SCAN \S+\.v\d/.test(line)) || seeks.length + walks.length === 0) return true;
  if (walks.length === 0) return false;
  return sortedBy === undefined ? !everything : sorts || (sortedBy === 'id' && !everything);
}

/** `READ_STORE_URL`, where it is set: explains what it does, if it is a MongoDB. FerretDB has no plans to tell of. */
class MongoPlans {
  private readonly client = new MongoClient(process.env.READ_STORE_URL!);

  static async ifThere(): Promise<MongoPlans | null> {
    const url = process.env.READ_STORE_URL;
    if (!url) return null;
    const store = MongoReadStore.open(url);
    await store.prepare(Object.values(collections)).finally(() => store.close());
    return new MongoPlans();
  }

  async looksThroughEverything({ collection, find }: Asked): Promise<boolean> {
    const { where, sort, limit } = findToMongo(collection, find);
    const cursor = this.client.db().collection(collectionName(collection)).find(where, { sort, limit });
    return JSON.stringify((await cursor.explain()).queryPlanner).includes('COLLSCAN');
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

describe('what the service asks its views', () => {
  const views = new AskedReadStore();
  let service: Service;
  let mongo: MongoPlans | null;
  beforeAll(async () => {
    service = await startService({ stores: 'memory', views });
    mongo = await MongoPlans.ifThere();
  });
  afterAll(async () => {
    await mongo?.close();
    await service?.stop();
  });
  afterEach(async () => {
    const asked = [...views.asked.values()];
    const wrong = asked.filter(looksAtTooMuch);
    expect(wrong.map(({ sql }) => [sql.text, planOf(sql)])).toEqual([]);
    for (const one of mongo ? asked : [])
      if (await mongo!.looksThroughEverything(one)) throw new Error(`no index answers ${JSON.stringify(one.find)}`);
  });

  it('an index answers: to the example of every operation', async () => {
    const { operations } = await ApiDocument.of(service);
    const send = async (operation: (typeof operations)[number]) => {
      const answer = await sendExample(operation, await stageFor(operation, service));
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 200]);
    };
    await pMap(operations, send, { concurrency: 4 });
    expect(views.asked.size).toBeGreaterThan(20);
  }, 60_000);

  it('an index answers: to lists, page by page, of whoever looks', async () => {
    const { operations } = await ApiDocument.of(service);
    const lists = operations.filter(({ parameters = [] }) =>
      parameters.some(({ name }) => name === 'cursorPaging.limit'),
    );
    expect(lists.length).toBeGreaterThan(8);
    for (const operation of lists) {
      const stage = await stageFor(operation, service);
      for (const caller of stage.everybody) {
        const pageBehind = (at: Parameters) => sendExample(operation, { ...stage, caller }, at);
        const { body } = await pageBehind([['cursorPaging.limit', 1]]);
        const next: unknown = body.metadata?.cursors?.next;
        if (next !== undefined)
          expect(await pageBehind([['cursorPaging.cursor', next]])).toMatchObject({ status: 200 });
      }
    }
  }, 60_000);

  it.each([
    ['queryGroups', groupsQueried],
    ['queryGroupMembers', membersQueried],
    ['queryMemberships', membershipsQueried],
    ['queryJoinGroupRequests', joinRequestsQueried],
    ['queryAllJoinRequests', joinRequestsQueried],
    ['queryGroupRequests', createRequestsQueried],
  ])('an index answers: to %s in any order', async (operationId, { fields }) => {
    const { operations } = await ApiDocument.of(service);
    const operation = operations.find((one) => one.operationId === operationId)!;
    const stage = await stageFor(operation, service);
    for (const fieldName of Object.keys(fields).filter((name) => fields[name]!.sortable))
      for (const order of ['ASC', 'DESC']) {
        const about = () => ({ query: { sort: [{ fieldName, order }] } });
        await sendExample(operation, { ...stage, about }).then(({ status }) => expect(status).toBe(200));
      }
  });

  it('an index answers: to who belongs to SECRET groups, or asked to join what is SECRET now', async () => {
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

  it('an index answers: to policies, when a group opens and when an account ends', async () => {
    const { olga, mira, ravi, siteAdmin } = await peopleOf(service, ['olga', 'mira', 'ravi']);
    await olga.post('/v2/group-requests', { group: { name: 'Chess' } });
    const closed = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(closed);
    await olga.adds(closed, mira);
    await olga.changes(closed, { privacyStatus: 'PUBLIC' });
    await siteAdmin.delete('/v2/site-members/olga').expect(200);
    await eventually(async () => {
      const { group } = await mira.get(`/v2/groups/${closed}`).expect(200);
      expect(group).toMatchObject({ ownerId: 'mira', pendingMembersCount: 0 });
    });
  });
});
