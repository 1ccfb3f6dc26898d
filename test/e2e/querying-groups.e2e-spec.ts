import type { Body } from '../support/call';
import type { People } from '../support/people';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people } = stories();

/** Four groups that differ in every field that can be queried. */
async function fourGroups(): Promise<People<'olga' | 'ravi'> & { ids: Record<string, string> }> {
  const site = await people('olga', 'ravi');
  const { olga, ravi, siteAdmin } = site;
  await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
  const ids = {
    yoga: await olga.createsGroup({ name: 'Yoga', teaser: 'Stretch 50%_off', memberTitle: 'Yogis' }),
    tea: await olga.createsGroup({ name: 'tea', privacyStatus: 'PRIVATE', settings: { showMemberList: false } }),
    chess: await ravi.createsGroup({ name: 'Chess (blitz)', teaser: '', settings: { allowedToAddMembers: 'OWNER' } }),
    youth: await ravi.createsGroup({
      name: 'YOUTH',
      settings: { eventAddedPostEnabled: true, membersCanInvite: true },
    }),
  };
  await nextMillisecond();
  await ravi.joins(ids.yoga); // the latest activity
  return { ...site, ids };
}

let site: Awaited<ReturnType<typeof fourGroups>>;
beforeAll(async () => (site = await fourGroups()));

const names = ({ groups }: Body): string[] => groups.map(({ name }: { name: string }) => name).sort();
const find = async (filter: object) =>
  names(await site.visitor.post('/v2/groups/query', { query: { filter } }).expect(200));
const [yoga, tea, chess, youth] = ['Yoga', 'tea', 'Chess (blitz)', 'YOUTH'];

it('texts are found and sorted in NFC, however they were typed, and shown as they were given', async () => {
  const { siteAdmin, visitor } = await people();
  const [composed, decomposed] = ['Caf\u00e9 A', 'Cafe\u0301 B'];
  for (const name of [composed, decomposed, 'Caff']) await siteAdmin.createsGroup({ name, teaser: name });
  const found = async (query: object) => {
    const { groups }: Body = await visitor.post('/v2/groups/query', { query }).expect(200);
    return groups.map(({ name }: { name: string }) => name) as string[];
  };
  const sort = [{ fieldName: 'name' }];
  expect(await found({ sort })).toEqual(['Caff', composed, decomposed]);
  for (const term of ['caf\u00e9', 'cafe\u0301'])
    expect(await found({ filter: { teaser: { $startsWith: term } }, sort })).toEqual([composed, decomposed]);
  expect(await found({ filter: { name: composed.normalize('NFD') } })).toEqual([composed]);
  expect(await found({ filter: { name: { $in: [decomposed.normalize('NFC')] } } })).toEqual([decomposed]);
  for (const slug of ['caf\u00e9-b', 'cafe\u0301-b'])
    await visitor.get(`/v2/groups/slugs/${encodeURIComponent(slug)}`).expect(200, { group: { name: decomposed } });
});

it.each<[object, string[]]>([
  [{}, [chess, youth, yoga, tea]],
  [{ name: 'Yoga' }, [yoga]],
  [{ name: 'yoga' }, []],
  [{ title: 'Yoga' }, [yoga]],
  [{ name: { $eq: 'Yoga' } }, [yoga]],
  [{ name: { $ne: 'Yoga' } }, [chess, youth, tea]],
  [{ name: { $gt: 'YOUTH' } }, [yoga, tea]],
  [{ name: { $gte: 'YOUTH', $lt: 'tea' } }, [youth, yoga]],
  [{ name: { $lte: 'YOUTH' } }, [chess, youth]],
  [{ name: { $in: ['Yoga', 'tea', 'else'] } }, [yoga, tea]],
  [{ name: { $in: [] } }, []],
  [{ name: { $nin: ['Yoga', 'tea'] } }, [chess, youth]],
  [{ name: { $hasSome: ['Yoga', 'else'] } }, [yoga]],
  [{ name: { $hasAll: ['Yoga'] } }, [yoga]],
  [{ name: { $hasAll: ['Yoga', 'else'] } }, []],
  [{ name: { $startsWith: 'yo' } }, [youth, yoga]],
  [{ name: { $startsWith: 'Yo', $caseSensitive: true } }, [yoga]],
  [{ name: { $endsWith: 'A' } }, [yoga, tea]],
  [{ name: { $contains: '(BLITZ)' } }, [chess]],
  [{ name: { $contains: '.' } }, []],
  [{ teaser: { $contains: '50%_' } }, [yoga]],
  [{ teaser: { $contains: '%' } }, [yoga]],
  [{ teaser: { $contains: 'h_50' } }, []],
  [{ teaser: { $exists: true } }, [chess, yoga]],
  [{ teaser: { $exists: false } }, [youth, tea]],
  [{ teaser: null }, [youth, tea]],
  [{ teaser: { $ne: null } }, [chess, yoga]],
  [{ teaser: { $isEmpty: true } }, [chess, youth, tea]],
  [{ teaser: { $isEmpty: false } }, [yoga]],
  [{ memberTitle: 'Yogis' }, [yoga]],
  [{ slug: 'chess-blitz' }, [chess]],
  [{ privacyStatus: 'PRIVATE' }, [tea]],
  [{ privacyStatus: { $in: ['PUBLIC', 'SECRET'] } }, [chess, youth, yoga]],
  [{ ownerId: 'ravi' }, [chess, youth]],
  [{ membersCount: 2 }, [yoga]],
  [{ memberCount: { $gt: 1 } }, [yoga]],
  [{ membersCount: { $gte: 1, $lt: 2 } }, [chess, youth, tea]],
  [{ membersCount: { $lte: 0.5 } }, []],
  [{ createdDate: { $gt: '2020-01-01' } }, [chess, youth, yoga, tea]],
  [{ _createdDate: { $lt: '2020-01-01T00:00:00Z' } }, []],
  [{ recentActivityDate: { $exists: true } }, [chess, youth, yoga, tea]],
  [{ updatedDate: { $lt: '2999-12-31T23:59:59.999+02:00' } }, [chess, youth, yoga, tea]],
  [{ 'settings.showMemberList': false }, [tea]],
  [{ 'settings.membersCanInvite': true }, [youth]],
  [{ 'settings.allowedToInviteMembers': 'ALL_MEMBERS' }, [youth]],
  [{ 'settings.allowedToAddMembers': { $ne: 'OWNER_AND_ADMINS' } }, [chess]],
  [{ 'settings.eventAddedPostEnabled': { $exists: true } }, [youth]],
  [{ $and: [{ ownerId: 'ravi' }, { name: { $startsWith: 'yo' } }] }, [youth]],
  [{ $or: [{ name: 'Yoga' }, { name: 'tea' }] }, [yoga, tea]],
  [{ $not: { ownerId: 'ravi' } }, [yoga, tea]],
  [{ $not: { $or: [{ name: 'Yoga' }, { privacyStatus: 'PRIVATE' }] } }, [chess, youth]],
  [{ $and: [] }, [chess, youth, yoga, tea]],
  [{ $or: [] }, []],
  [{ ownerId: 'olga', privacyStatus: 'PUBLIC' }, [yoga]],
] as [object, string[]][])('%j', async (filter, found) => expect(await find(filter)).toEqual([...found].sort()));

it('by id, under both of its names', async () => {
  expect(await find({ id: site.ids.yoga })).toEqual([yoga]);
  expect(await find({ _id: { $in: [site.ids.yoga, site.ids.tea] } })).toEqual([yoga, tea]);
});

describe('sorted', () => {
  const sorted = async (...sort: object[]) => {
    const body = await site.visitor.post('/v2/groups/query', { query: { sort } }).expect(200);
    return body.groups.map(({ name }: { name: string }) => name);
  };
  it('by text, in the order of its characters', async () => {
    expect(await sorted({ fieldName: 'name' })).toEqual([chess, youth, yoga, tea]);
    expect(await sorted({ fieldName: 'name', order: 'DESC' })).toEqual([tea, yoga, youth, chess]);
  });
  it('by several fields', async () => {
    const byCount = { fieldName: 'membersCount', order: 'DESC' };
    expect(await sorted(byCount, { fieldName: 'title', order: 'ASC' })).toEqual([yoga, chess, youth, tea]);
  });
  it('by every date', async () => {
    for (const fieldName of ['createdDate', 'updatedDate', 'lastActivityDate', '_createdDate', 'recentActivityDate'])
      expect(await sorted({ fieldName, order: 'DESC' })).toHaveLength(4);
    expect((await sorted({ fieldName: 'lastActivityDate', order: 'DESC' }))[0]).toBe(yoga);
  });
});

it('finds one page, with the total number of matches', async () => {
  const query = { filter: { name: { $ne: 'tea' } }, sort: [{ fieldName: 'name' }], paging: { limit: 2, offset: 1 } };
  await site.visitor.post('/v2/groups/query', { query, contentType: 'PLAIN_TEXT' }).expect(200, {
    groups: [{ name: youth }, { name: yoga }],
    metadata: { count: 2, offset: 1, total: 3, tooManyToCount: false },
  });
});

it('finds fifty if no limit is set', async () => {
  const { siteAdmin } = await people();
  await Promise.all(Array.from({ length: 51 }, (_, n) => siteAdmin.createsGroup({ name: `Group ${n}` })));
  const response = await siteAdmin.post('/v2/groups/query').expect(200, { metadata: { count: 50, total: 51 } });
  expect(response.groups).toHaveLength(50);
  await siteAdmin.get('/v2/groups').expect(200, { metadata: { count: 51 } });
});

describe('an invalid query is refused, and the field is named', () => {
  const deep = (levels: number): object => (levels === 0 ? { name: 'x' } : { $not: deep(levels - 1) });
  const conditions = (count: number) => ({ $or: Array.from({ length: count }, (_, n) => ({ name: `${n}` })) });
  const values = (count: number) => Array.from({ length: count }, (_, n) => `${n}`);

  it.each<[unknown, string]>([
    [null, 'query'],
    [[], 'query'],
    ['name', 'query'],
    [{ filters: {} }, 'query.filters'],
    [{ filter: [] }, 'query.filter'],
    [{ filter: { colour: 'red' } }, 'query.filter.colour'],
    [{ filter: { settings: {} } }, 'query.filter.settings'],
    [{ filter: { name: 7 } }, 'query.filter.name'],
    [{ filter: { name: {} } }, 'query.filter.name'],
    [{ filter: { name: { $like: 'x' } } }, 'query.filter.name.$like'],
    [{ filter: { name: { $regex: '.*' } } }, 'query.filter.name.$regex'],
    [{ filter: { name: { $in: 'x' } } }, 'query.filter.name.$in'],
    [{ filter: { name: { $in: values(101) } } }, 'query.filter.name.$in'],
    [{ filter: { name: { $in: [7] } } }, 'query.filter.name.$in[0]'],
    [{ filter: { name: { $exists: 'yes' } } }, 'query.filter.name.$exists'],
    [{ filter: { name: { $caseSensitive: true } } }, 'query.filter.name.$caseSensitive'],
    [{ filter: { name: { $startsWith: 'x', $caseSensitive: 1 } } }, 'query.filter.name.$caseSensitive'],
    [{ filter: { ownerId: { $startsWith: 'o' } } }, 'query.filter.ownerId.$startsWith'],
    [{ filter: { membersCount: '7' } }, 'query.filter.membersCount'],
    [{ filter: { membersCount: { $contains: '7' } } }, 'query.filter.membersCount.$contains'],
    [{ filter: { privacyStatus: 'OPEN' } }, 'query.filter.privacyStatus'],
    [{ filter: { privacyStatus: { $in: ['PUBLIC', 'UNKNOWN'] } } }, 'query.filter.privacyStatus.$in[1]'],
    [{ filter: { createdDate: 'yesterday' } }, 'query.filter.createdDate'],
    [{ filter: { createdDate: { $gt: '2030-02-30' } } }, 'query.filter.createdDate.$gt'],
    [{ filter: { 'settings.showMemberList': 'true' } }, 'query.filter.settings.showMemberList'],
    [{ filter: { $and: {} } }, 'query.filter.$and'],
    [{ filter: { $or: ['x'] } }, 'query.filter.$or[0]'],
    [{ filter: { $nor: [] } }, 'query.filter.$nor'],
    [{ filter: conditions(21) }, 'query.filter'],
    [{ filter: deep(6) }, 'query.filter.$not.$not.$not.$not.$not.$not'],
    [{ sort: {} }, 'query.sort'],
    [{ sort: [{}] }, 'query.sort[0].fieldName'],
    [{ sort: [{ fieldName: 'teaser' }] }, 'query.sort[0].fieldName'],
    [{ sort: [{ fieldName: 'name', order: 'UP' }] }, 'query.sort[0].order'],
    [{ sort: [{ fieldName: 'name', direction: 'ASC' }] }, 'query.sort[0].direction'],
    [{ sort: ['name', 'name', 'name', 'name'].map((fieldName) => ({ fieldName })) }, 'query.sort'],
    [{ paging: { limit: 0 } }, 'query.paging.limit'],
    [{ paging: { limit: 1001 } }, 'query.paging.limit'],
    [{ paging: { limit: '10' } }, 'query.paging.limit'],
    [{ paging: { limit: 1.5 } }, 'query.paging.limit'],
    [{ paging: { offset: -1 } }, 'query.paging.offset'],
    [{ paging: { offset: 100_001 } }, 'query.paging.offset'],
    [{ paging: { page: 1 } }, 'query.paging.page'],
    [{ paging: null }, 'query.paging'],
    [{ fieldsets: ['FULL'] }, 'query.fieldsets'],
  ])('%j: %s', (query, field) => site.visitor.post('/v2/groups/query', { query }).expect(400, field));

  it('the largest allowed filters are accepted', async () => {
    expect(await find(conditions(20))).toEqual([]);
    expect(await find(deep(5))).toHaveLength(4);
    expect(await find({ name: { $nin: values(100) } })).toHaveLength(4);
    await site.visitor.post('/v2/groups/query', { query: { fieldsets: [], paging: {} } }).expect(200);
  });
});
