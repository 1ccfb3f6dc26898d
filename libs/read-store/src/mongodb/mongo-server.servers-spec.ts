import { type Db, MongoClient, type Document as MongoDocument } from 'mongodb';
import { firstWrite, newCollection } from '../../testing/fixtures';
import { collectionName } from '../indexed-fields';
import type { CollectionSpec, FindQuery } from '../read-store';
import { findToMongo } from './find-to-mongo';
import { MongoReadStore } from './mongo-read-store';

const url = process.env.READ_STORE_URL!;

describe('in the database', () => {
  const store = MongoReadStore.open(url);
  const client = new MongoClient(url);
  let database: Db;
  let isMongoDb: boolean;
  let members: CollectionSpec;

  beforeAll(async () => {
    database = client.db(new URL(url).pathname.slice(1));
    isMongoDb = !('ferretdbVersion' in (await database.command({ buildInfo: 1 })));
    members = await newCollection(store, [
      ['groupId', 'role', 'joinedDate'],
      ['joinRequest.status', 'joinRequest.createdDate'],
    ]);
    await store.write(members, [
      firstWrite('ravi', { siteId: 's1', groupId: 'yoga', role: 'ADMIN', joinedDate: '2030' }),
    ]);
  });
  afterAll(async () => {
    await store.close();
    await client.close();
  });

  it('indexes have names and begin with the site', async () => {
    const indexes = await database.collection(collectionName(members)).indexes();
    const named = Object.fromEntries(indexes.map(({ name, key }) => [name, Object.keys(key as object)]));
    const name = collectionName(members);
    expect(named).toMatchObject({
      [`${name}(id)`]: ['siteId', 'keys.id'],
      [`${name}(groupId,role,joinedDate)`]: ['siteId', 'keys.groupId', 'keys.role', 'keys.joinedDate', 'keys.id'],
      [`${name}(joinRequest.status,joinRequest.createdDate)`]: ['siteId', 'keys.joinRequest/status', 'keys.joinRequest/createdDate', 'keys.id'], // prettier-ignore
    });
  });

  const group = { field: 'groupId', is: 'eq', value: 'yoga' } as const;
  const admins = { all: [group, { field: 'role', is: 'eq', value: 'ADMIN' }] } as const;
  const queries: readonly Partial<FindQuery>[] = [
    {},
    { filter: group, sort: [{ field: 'role', order: 'ASC' }] },
    { filter: group, sort: [{ field: 'role', order: 'ASC' }], after: ['ADMIN', 'x'] },
    { filter: admins, sort: [{ field: 'joinedDate', order: 'DESC' }] },
    { filter: admins, sort: [{ field: 'joinedDate', order: 'DESC' }], after: ['2030', 'x'] },
    { filter: { field: 'joinRequest.status', is: 'in', values: ['PENDING', 'REJECTED'] } },
    { filter: { field: 'id', is: 'in', values: ['a', 'b'] } },
  ];

  /** The stages of a plan. FerretDB gives none: it reads the whole collection, whatever indexes there are. */
  const stagesOf = (plan: MongoDocument | undefined): readonly string[] =>
    plan ? [plan.stage, ...stagesOf(plan.inputStage), ...(plan.inputStages ?? []).flatMap(stagesOf)] : [];

  it.each(queries)('an index serves %j', async (query) => {
    const { where, sort, limit } = findToMongo(members, { siteId: 's1', limit: 50, ...query });
    const { queryPlanner } = await database.collection(collectionName(members)).find(where, { sort, limit }).explain();
    const stages = stagesOf(queryPlanner.winningPlan?.queryPlan ?? queryPlanner.winningPlan);
    expect(stages.includes('IXSCAN')).toBe(isMongoDb);
    expect(stages).not.toContain('COLLSCAN');
  });

  it('rows of another shape are refused, if the server supports schemas', async () => {
    const foreign = database
      .collection<MongoDocument>(collectionName(members))
      .insertOne({ _id: 'x' as never, siteId: 's1' });
    const result = await foreign.then(() => 'accepted', () => 'refused'); // prettier-ignore
    expect(result).toBe(isMongoDb ? 'refused' : 'accepted');
  });

  it('keys in a document have no meaning for the database', async () => {
    const document = { siteId: 's1', values: { _bsontype: 'Long', $where: '1', 'a.b': { __proto__: null }, '\0': 1 } };
    const kept = JSON.parse(JSON.stringify(document)) as typeof document;
    expect(await store.write(members, [firstWrite('hostile', kept)])).toEqual([]);
    expect(await store.get(members, 's1', 'hostile')).toEqual({ document: kept, position: 1n });
  });
});

describe('of two concurrent writers', () => {
  const stores = [MongoReadStore.open(url), MongoReadStore.open(url)];
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('exactly one wins each new document, and the stored document is of that one', async () => {
    const collection = await newCollection(stores[0]!);
    const ids = Array.from({ length: 40 }, (_, n) => `d${n}`);
    const losses = await Promise.all(
      stores.map((store, writer) => store.write(collection, ids.map((id) => firstWrite(id, { siteId: 's1', writer })))), // prettier-ignore
    );
    const found = await stores[0]!.load(collection, ids);
    for (const [n, id] of ids.entries()) {
      const winners = [0, 1].filter((writer) => !losses[writer]!.includes(n));
      expect(winners).toEqual([found.get(id)?.document?.writer]);
    }
  });
});
