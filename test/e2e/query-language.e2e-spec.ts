import { type Body, listIn } from '../support/call';
import type { People } from '../support/people';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();

type Route = 'groups' | 'groupRequests' | 'joinRequests' | 'allJoinRequests' | 'members' | 'memberships';
const routes: readonly Route[] = ['groups', 'groupRequests', 'joinRequests', 'allJoinRequests', 'members', 'memberships']; // prettier-ignore

/** A site on which the tests know everything that each query can find. */
async function newSite() {
  const everybody = await people('olga', 'ravi', 'mira', 'zoe', 'kim');
  const { olga, ravi, mira, zoe, kim, siteAdmin } = everybody;
  const request = async (name: string): Promise<string> => {
    await nextMillisecond();
    return (await olga.post('/v2/group-requests', { group: { name } }).expect(200)).groupRequest.id as string;
  };
  const [waiting, granted, refused] = [await request('Waiting'), await request('Granted'), await request('Refused')];
  await siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [granted] }).expect(200);
  const rejections = [{ groupRequestId: refused, reason: 'No.' }];
  await siteAdmin.post('/v2/group-requests/reject', { rejections }).expect(200);
  await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
  await siteAdmin.delete(`/v2/groups/${granted}`).expect(200);

  const coverImage = { image: { mediaId: 'm', width: 3 }, position: { x: 0.5, y: 'NaN' }, altText: 'A mat' };
  const yoga = await olga.createsGroup({ name: 'Yoga', privacyStatus: 'PRIVATE', teaser: 'a.c ^$ [x]', coverImage });
  await nextMillisecond();
  const tea = await mira.createsGroup({ name: 'Tea', privacyStatus: 'PRIVATE', teaser: 'abc' });
  for (const member of [ravi, mira]) {
    await nextMillisecond();
    await olga.adds(yoga, member);
  }
  await olga.makesAdmin(yoga, mira);
  await zoe.asks(yoga, 'Hello');
  await nextMillisecond();
  await kim.asks(yoga);
  await olga.post(`/v2/groups/${yoga}/join-requests/reject`, { rejections: [{ memberId: 'kim', reason: 'Full.' }] }).expect(200); // prettier-ignore
  await nextMillisecond();
  await zoe.asks(tea);
  await mira.approves(tea, zoe);
  const paths: Record<Route, string> = {
    groups: '/v2/groups/query',
    groupRequests: '/v2/group-requests/query',
    joinRequests: `/v2/groups/${yoga}/join-requests/query`,
    allJoinRequests: '/v2/join-requests/query',
    members: `/v2/groups/${yoga}/members/query`,
    memberships: '/v2/members/zoe/memberships/query',
  };
  return {
    ...everybody,
    paths,
    labels: { [yoga]: 'yoga', [tea]: 'tea', [waiting]: 'waiting', [refused]: 'refused' },
    yoga,
  };
}

let site: Awaited<ReturnType<typeof newSite>> & People<'olga'>;
beforeAll(async () => (site = await newSite()));

const ask = (route: Route, query: unknown) => site.siteAdmin.post(site.paths[route], { query });

/** The label of an item in these tests. */
function labelOf(route: Route, item: Body): string {
  const group = site.labels[(item.groupId ?? item.id) as string] as string;
  if (route === 'members') return item.memberId as string;
  if (route === 'joinRequests') return item.siteMemberId as string;
  return route === 'allJoinRequests' ? `${item.siteMemberId}@${group}` : group;
}
async function found(route: Route, query: unknown): Promise<string[]> {
  const body = await ask(route, query).expect(200);
  const items = listIn(body).map((item) => labelOf(route, item));
  if ('total' in body.metadata) expect(body.metadata.total).toBe(items.length);
  return items;
}

const day = '2020-01-01';
const everything: Record<Route, string[]> = {
  groups: ['tea', 'yoga'],
  groupRequests: ['refused', 'waiting'],
  joinRequests: ['kim', 'zoe'],
  allJoinRequests: ['kim@yoga', 'zoe@tea', 'zoe@yoga'],
  members: ['mira', 'olga', 'ravi'],
  memberships: ['tea', 'yoga'],
};

describe('each query finds what matches its filter', () => {
  it.each<[Route, object, string[]]>([
    ['groups', { name: { $contains: '.c ^$ [' } }, []],
    ['groups', { teaser: { $contains: '.c ^$ [' } }, ['yoga']],
    ['groups', { teaser: { $contains: 'a.c' } }, ['yoga']],
    ['groups', { teaser: { $startsWith: '^' } }, []],
    ['groups', { teaser: { $endsWith: '[X]' } }, ['yoga']],
    ['groups', { teaser: { $endsWith: '[X]', $caseSensitive: true } }, []],
    ['groups', { teaser: { $startsWith: 'a', $endsWith: 'c' } }, ['tea']],
    ['groups', { memberTitle: null }, ['tea', 'yoga']],
    ['groups', { memberTitle: { $in: [null, 'x'] } }, ['tea', 'yoga']],
    ['groups', { memberTitle: { $nin: [null] } }, []],
    ['groups', { createdDate: { $gt: day, $lt: '2999-01-01T00:00Z' } }, ['tea', 'yoga']],
    ['groups', { createdDate: { $lte: '2020-01-01T00:00:00.123456789-12:00' } }, []],

    ['groupRequests', { status: 'PENDING' }, ['waiting']],
    ['groupRequests', { status: { $ne: 'PENDING' } }, ['refused']],
    ['groupRequests', { status: { $hasSome: ['PENDING', 'CANCELED'] } }, ['waiting']],
    ['groupRequests', { status: { $hasAll: ['PENDING', 'REJECTED'] } }, []],
    ['groupRequests', { status: { $exists: true } }, ['refused', 'waiting']],
    ['groupRequests', { status: { $isEmpty: true } }, []],
    ['groupRequests', { status: { $gt: 'PENDING' } }, ['refused']],
    ['groupRequests', { _createdDate: { $gte: day } }, ['refused', 'waiting']],
    ['groupRequests', { createdDate: null }, []],
    ['groupRequests', { $not: { status: { $in: ['REJECTED'] } } }, ['waiting']],

    ['joinRequests', { status: 'REJECTED' }, ['kim']],
    ['joinRequests', { status: { $in: ['PENDING', 'APPROVED'] } }, ['zoe']],
    ['joinRequests', { siteMemberId: 'zoe' }, ['zoe']],
    ['joinRequests', { memberId: { $ne: 'zoe' } }, ['kim']],
    ['joinRequests', { siteMemberId: { $gt: 'kim' } }, ['zoe']],
    ['joinRequests', { groupId: 'yoga' }, []],
    ['joinRequests', { createdDate: { $gt: day } }, ['kim', 'zoe']],
    ['joinRequests', { _createdDate: { $lt: day } }, []],
    ['joinRequests', { $or: [{ status: 'PENDING' }, { siteMemberId: 'kim' }] }, ['kim', 'zoe']],

    ['allJoinRequests', { status: 'APPROVED' }, ['zoe@tea']],
    ['allJoinRequests', { siteMemberId: 'zoe' }, ['zoe@tea', 'zoe@yoga']],
    ['allJoinRequests', { $and: [{ memberId: 'zoe' }, { status: 'PENDING' }] }, ['zoe@yoga']],

    ['members', { memberId: 'ravi' }, ['ravi']],
    ['members', { memberId: { $nin: ['ravi', 'olga'] } }, ['mira']],
    ['members', { role: 'ADMIN' }, ['mira', 'olga']],
    ['members', { 'role.value': { $ne: 'ADMIN' } }, ['ravi']],
    ['members', { joinedDate: { $gt: day } }, ['mira', 'olga', 'ravi']],
    ['members', { joinedOn: { $lt: day } }, []],
    ['members', { _createdDate: { $exists: false } }, []],
    ['members', { memberId: { $lte: 'olga' }, role: { $in: ['ADMIN'] } }, ['mira', 'olga']],

    ['memberships', { status: 'JOINED' }, ['tea']],
    ['memberships', { status: { $ne: 'JOINED' } }, ['yoga']],
    ['memberships', { role: 'MEMBER' }, ['tea']],
    ['memberships', { 'role.value': null }, ['yoga']],
    ['memberships', { role: { $exists: false } }, ['yoga']],
    ['memberships', { groupId: { $hasSome: ['x'] } }, []],
  ])('%s %j', async (route, filter, items) => expect((await found(route, { filter })).sort()).toEqual(items));

  it.each(routes)('%s: by the key', async (route) => {
    const { id, groupId, siteMemberId, memberId } = listIn(await ask(route, {}).expect(200))[0];
    const key = id ? { _id: id } : siteMemberId ? { siteMemberId, groupId } : memberId ? { memberId } : { groupId };
    expect(await found(route, { filter: key })).toHaveLength(1);
  });
});

describe('every query', () => {
  it.each(routes)('%s: finds everything without a filter', async (route) => {
    const nothing = [undefined, {}, { filter: {} }, { sort: [], paging: {}, fields: [], fieldsets: [] }, { filter: { $and: [] } }]; // prettier-ignore
    for (const query of nothing) expect((await found(route, query)).sort()).toEqual(everything[route]);
    await site.siteAdmin.send('POST', site.paths[route]).expect(200);
  });

  it.each<[Route, string[]]>([
    ['groups', ['name', 'title', 'membersCount', 'memberCount', 'createdDate', '_createdDate', 'updatedDate', 'lastActivityDate', 'recentActivityDate']], // prettier-ignore
    ['groupRequests', ['createdDate', '_createdDate']],
    ['joinRequests', ['createdDate', '_createdDate']],
    ['allJoinRequests', ['createdDate']],
    ['members', ['role', 'role.value', 'joinedDate', 'joinedOn']],
    ['memberships', ['groupId']],
  ])('%s: sorts by %j, both ways', async (route, fields) => {
    for (const fieldName of fields) {
      const up = await found(route, { sort: [{ fieldName }, { fieldName, order: 'DESC' }] });
      const down = await found(route, { sort: [{ fieldName, order: 'DESC' }] });
      expect([...up].sort()).toEqual(everything[route]);
      if (!/role|Count/.test(fieldName)) expect([...down].reverse()).toEqual(up); // where none are equal
    }
  });

  const date: Record<Route, string> = { groups: 'createdDate', groupRequests: 'createdDate', joinRequests: 'createdDate', allJoinRequests: 'createdDate', members: 'joinedDate', memberships: '' }; // prettier-ignore
  const oneOf: Record<Route, string> = { groups: 'privacyStatus', groupRequests: 'status', joinRequests: 'status', allJoinRequests: 'status', members: 'role', memberships: 'status' }; // prettier-ignore
  const texts = (length: number) => Array.from({ length }, (_, n) => `${n}`);
  const deep = (levels: number, inside: object): object => (levels === 0 ? inside : { $not: deep(levels - 1, inside) });

  it.each(routes)('%s: refuses what it does not understand, and names the field', async (route) => {
    const key = { groups: 'id', groupRequests: 'id', joinRequests: 'groupId', allJoinRequests: 'groupId', members: 'memberId', memberships: 'groupId' }[route]; // prettier-ignore
    const some = oneOf[route];
    const refused: [query: unknown, field: string][] = [
      [null, 'query'],
      [[], 'query'],
      ['x', 'query'],
      [{ search: 'x' }, 'query.search'],
      [{ filter: null }, 'query.filter'],
      [{ filter: { nobody: 1 } }, 'query.filter.nobody'],
      [{ filter: { siteId: 'x' } }, 'query.filter.siteId'],
      [{ filter: { requestedById: 'x' } }, 'query.filter.requestedById'],
      [{ filter: { constructor: 'x' } }, 'query.filter.constructor'],
      [{ filter: { 'toString.length': 0 } }, 'query.filter.toString.length'],
      [{ filter: { [key]: 7 } }, `query.filter.${key}`],
      [{ filter: { [key]: ['x'] } }, `query.filter.${key}`],
      [{ filter: { [key]: {} } }, `query.filter.${key}`],
      [{ filter: { [key]: { $gt: { $ne: 'x' } } } }, `query.filter.${key}.$gt`],
      [{ filter: { [key]: { $eq: { $exists: true } } } }, `query.filter.${key}.$eq`],
      [{ filter: { [key]: { $in: [{ $ne: 'x' }] } } }, `query.filter.${key}.$in[0]`],
      [{ filter: { [key]: { $in: texts(101) } } }, `query.filter.${key}.$in`],
      [{ filter: { [key]: { $nin: 'x' } } }, `query.filter.${key}.$nin`],
      [{ filter: { [key]: { $hasAll: null } } }, `query.filter.${key}.$hasAll`],
      [{ filter: { [key]: { $startsWith: 'x' } } }, `query.filter.${key}.$startsWith`],
      [{ filter: { [key]: { $contains: 'x', $caseSensitive: true } } }, `query.filter.${key}.$contains`],
      [{ filter: { [key]: { $eq: 'x', $caseSensitive: true } } }, `query.filter.${key}.$caseSensitive`],
      [{ filter: { [key]: { $regex: '.*' } } }, `query.filter.${key}.$regex`],
      [{ filter: { [key]: { $not: { $eq: 'x' } } } }, `query.filter.${key}.$not`],
      [{ filter: { [key]: { $where: 'sleep(1)' } } }, `query.filter.${key}.$where`],
      [{ filter: { [key]: { valueOf: 1 } } }, `query.filter.${key}.valueOf`],
      [{ filter: { [key]: { $exists: 1 } } }, `query.filter.${key}.$exists`],
      [{ filter: { [key]: { $isEmpty: 'true' } } }, `query.filter.${key}.$isEmpty`],
      [{ filter: { $where: '1' } }, 'query.filter.$where'],
      [{ filter: { $expr: {} } }, 'query.filter.$expr'],
      [{ filter: { $or: {} } }, 'query.filter.$or'],
      [{ filter: { $and: [null] } }, 'query.filter.$and[0]'],
      [{ filter: { $not: [] } }, 'query.filter.$not'],
      [{ filter: { [some]: 'NONE' } }, `query.filter.${some}`],
      [{ filter: { [some]: { $ne: 'NONE' } } }, `query.filter.${some}.$ne`],
      [{ filter: { [some]: { $in: ['none'] } } }, `query.filter.${some}.$in[0]`],
      [{ filter: { [some]: true } }, `query.filter.${some}`],
      [{ filter: { $or: texts(21).map((n) => ({ [key]: n })) } }, 'query.filter'],
      [{ filter: deep(6, {}) }, 'query.filter.$not.$not.$not.$not.$not.$not'],
      [{ sort: [{ fieldName: 'nobody' }] }, 'query.sort[0].fieldName'],
      [{ sort: [{ fieldName: some === 'role' ? 'memberId' : some }] }, 'query.sort[0].fieldName'],
      [{ sort: [{ fieldName: '__proto__' }] }, 'query.sort[0].fieldName'],
      [{ sort: [{ fieldName: 'x'.repeat(513) }] }, 'query.sort[0].fieldName'],
      [{ sort: 'name' }, 'query.sort'],
      [{ paging: { limit: 1001 } }, 'query.paging.limit'],
      [{ paging: { limit: 0 } }, 'query.paging.limit'],
      [{ paging: { offset: 100_001 } }, 'query.paging.offset'],
      [{ fields: ['nobody'] }, 'query.fields[0]'],
      [{ fields: [key, 'siteId'] }, 'query.fields[1]'],
      [{ fields: ['constructor'] }, 'query.fields[0]'],
      [{ fields: [7] }, 'query.fields[0]'],
      [{ fields: key }, 'query.fields'],
      [{ fieldsets: ['FULL'] }, 'query.fieldsets'],
    ];
    const when = date[route];
    const wrongDates = ['', 'now', '2030-02-30', '2030-1-1', '2030-01-01 12:00Z', '2030-01-01T12:00', '2030-01-01T25:00Z', '+002030-01-01', 1_900_000_000_000, {}, true]; // prettier-ignore
    if (when) for (const wrong of wrongDates) refused.push([{ filter: { [when]: { $gt: wrong } } }, `query.filter.${when}.$gt`]); // prettier-ignore
    await writesNothing(async () => {
      for (const [query, field] of refused) await ask(route, query).expect(400, field);
      await site.siteAdmin
        .post(site.paths[route], '{"query":{"filter":{"__proto__":{"x":1}}}}')
        .expect(400, 'query.filter.__proto__');
      await site.siteAdmin.post(`${site.paths[route]}?limit=1`, {}).expect(400, 'limit');
      await site.siteAdmin.post(site.paths[route], { filter: {} }).expect(400, 'filter');
    });
  });

  it.each(routes)('%s: accepts the largest filter and page', async (route) => {
    const key = route === 'members' ? 'memberId' : route.startsWith('group') ? 'id' : 'groupId';
    const filter = { $and: Array.from({ length: 20 }, () => ({ [key]: { $nin: texts(100) } })) };
    expect((await found(route, { filter })).sort()).toEqual(everything[route]);
    expect((await found(route, { filter: deep(5, { [key]: 'x' }) })).sort()).toEqual(everything[route]);
    expect(await found(route, { paging: { limit: 1000, offset: 0 } })).toHaveLength(everything[route].length);
    await ask(route, { paging: { limit: 1, offset: 100_000 } }).expect(200, { metadata: { count: 0, offset: 100_000, total: everything[route].length, tooManyToCount: false } }); // prettier-ignore
  });
});

describe('fields', () => {
  /** Every path to a value in this, and to the objects on the way. */
  const pathsIn = (value: Body, at = ''): string[] =>
    Object.entries(value as object).flatMap(([name, inner]: [string, Body]) => {
      const path = at ? `${at}.${name}` : name;
      return typeof inner === 'object' && !Array.isArray(inner) ? [path, ...pathsIn(inner, path)] : [path];
    });
  const valueAt = (value: Body, path: string): Body =>
    path.split('.').reduce<Body>((inner, step) => (inner as Record<string, Body>)[step], value);

  it.each(routes)('%s: every field of a response can be picked alone', async (route) => {
    const whole = listIn(await ask(route, {}).expect(200));
    const keys = { groups: ['id'], groupRequests: ['id'], joinRequests: ['siteMemberId', 'groupId'], allJoinRequests: ['siteMemberId', 'groupId'], members: ['memberId'], memberships: ['groupId'] }[route]; // prettier-ignore
    for (const item of whole)
      for (const path of pathsIn(item)) {
        const chosen = listIn(await ask(route, { fields: [path] }).expect(200));
        const [same] = chosen.filter((one) => keys.every((key) => valueAt(one, key) === valueAt(item, key)));
        expect(valueAt(same, path)).toEqual(valueAt(item, path));
        expect(Object.keys(same as object).sort()).toEqual([...new Set([...keys, path.split('.')[0]])].sort());
      }
  });

  it.each<[Route, string[], object]>([
    ['groups', ['name', 'teaser'], { id: expect.any(String) as unknown, name: 'Yoga', teaser: 'a.c ^$ [x]' }],
    ['groups', ['_id', 'title'], { id: expect.any(String) as unknown, name: 'Yoga' }],
    ['groups', ['memberCount', 'memberTitle'], { id: expect.any(String) as unknown, membersCount: 3 }],
    ['groups', ['coverImage.position', 'coverImage.image.width', 'settings.showMemberList'], { id: expect.any(String) as unknown, coverImage: { position: { x: 0.5, y: 'NaN' }, image: { width: 3 } }, settings: { showMemberList: true } }], // prettier-ignore
    ['groups', ['_updatedDate', 'recentActivityDate'], { id: expect.any(String) as unknown, updatedDate: expect.any(String) as unknown, lastActivityDate: expect.any(String) as unknown }], // prettier-ignore
  ])('%s %j', async (route, fields, item) => {
    const query = { filter: { name: 'Yoga' }, fields };
    expect(listIn(await ask(route, query).expect(200))).toEqual([item]);
  });

  it('show nothing that is hidden from the caller', async () => {
    const query = { filter: { name: 'Yoga' }, fields: ['pendingMembersCount'] };
    const { groups } = await site.zoe.post('/v2/groups/query', { query }).expect(200);
    expect(groups).toEqual([{ id: site.yoga }]);
    await site.olga.post('/v2/groups/query', { query }).expect(200, { groups: [{ pendingMembersCount: 1 }] });
  });

  it('can be combined with a content type', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup({ name: 'Tea', description: 'One\nTwo' });
    const query = { filter: { id }, fields: ['description'] };
    const { groups } = await olga.post('/v2/groups/query', { query, contentType: 'DRAFTJS' }).expect(200);
    expect(Object.keys(groups[0] as object)).toEqual(expect.arrayContaining(['id', 'description']));
    expect(JSON.parse(groups[0].description as string)).toHaveProperty('blocks');
  });
});

describe('a body with a duplicate key is refused, and the key is named', () => {
  it.each([
    ['POST', '/v2/groups', '{"group":{"name":"Yoga","teaser":"","name":"Tea"}}', 'group.name'],
    ['POST', '/v2/groups', '{"group":{"name":"Yoga"},"group":{"name":"Yoga"}}', 'group'],
    ['POST', '/v2/groups/query', '{"query":{"filter":{"name":"Tea","n\\u0061me":"Yoga"}}}', 'query.filter.name'],
    ['POST', '/v2/groups/query', '{"query":{"sort":[{},{"order":"ASC","order":"DESC"}]}}', 'query.sort[1].order'],
    ['POST', '/v2/groups/query', '{"query":{"filter":{"$or":[{"name":{"$eq":"a","$eq":"b"}}]}}}', 'query.filter.$or[0].name.$eq'], // prettier-ignore
  ])('%s %s %s', (method, path, body, field) =>
    writesNothing(() => site.olga.send(method, path, body).expect(400, field)),
  );
});

describe('a query string', () => {
  it.each([
    ['/v2/groups?limit=1&limit=1', 'limit'],
    ['/v2/groups?contentType=DRAFTJS&contentType=DRAFTJS', 'contentType'],
    ['/v2/groups?contentType=HTML', 'contentType'],
    ['/v2/groups?filter=%7B%7D', 'filter'],
    ['/v2/groups?limit[$gt]=1', 'limit[$gt]'],
    ['/v2/groups?__proto__=1', '__proto__'],
    ['/v2/group-requests?offset=-1', 'offset'],
    ['/v2/group-requests?status=PENDING', 'status'],
    ['/v2/members/zoe/memberships?limit=', 'limit'],
    ['/v2/join-requests?limit=1.0', 'limit'],
  ])('%s is refused', (path, field) => site.siteAdmin.get(path).expect(400, field));
});
