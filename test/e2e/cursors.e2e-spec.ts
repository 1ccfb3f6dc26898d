import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import type { People } from '../support/people';
import { eventually, stories } from '../support/stories';
import { LatestConsistencyToken } from '../support/consistency-token';

const { people } = stories();
const WALKS = process.env.LONG === undefined ? 1 : 5;

type Query = Readonly<Record<string, unknown>>;
type Page = { readonly items: Body[]; readonly next: string | undefined };

/** One page of a list (GET) or of a query (POST). */
async function page(by: Client, path: string, limit: number, cursor?: string, query: Query = {}): Promise<Page> {
  const paging = { limit, ...(cursor !== undefined && { cursor }) };
  const named = Object.entries(paging).map(([name, value]): [string, string] => [`cursorPaging.${name}`, `${value}`]);
  const body = await (
    path.endsWith('/query')
      ? by.post(path, { query: { ...query, cursorPaging: paging } })
      : by.get(`${path}?${new URLSearchParams(named).toString()}`)
  ).expect(200);
  const items = listIn(body);
  const { next } = body.metadata.cursors as { next?: string };
  expect(body.metadata).toEqual({ count: items.length, cursors: next === undefined ? {} : { next } });
  return { items, next };
}

/** All pages to the end. */
async function pages(by: Client, path: string, limit: number, query?: Query): Promise<Body[][]> {
  const found: Body[][] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { items, next } = await page(by, path, limit, cursor, first ? query : {});
    found.push(items);
    cursor = next;
  }
  return found;
}

const names = (items: readonly Body[]): string[] => items.map(({ name }: { name: string }) => name);

describe('every list and query', () => {
  const persons = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
  let site: People<'olga' | 'ravi' | (typeof persons)[number]>;
  let club: string;

  beforeAll(async () => {
    site = await people('olga', 'ravi', ...persons);
    const { olga, ravi, siteAdmin } = site;
    for (const n of persons.keys()) await olga.post('/v2/groups', { group: { name: `Wish ${n}` } }).expect(200);
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
    club = await olga.createsGroup({ name: 'Club', privacyStatus: 'PRIVATE' });
    await Promise.all(persons.map((name) => site[name].asks(club)));
    const ids = (kind: string) => persons.map((_, n) => `${kind}-${n}`);
    await olga.post(`/v2/groups/${club}/members`, { memberIds: ids('member') }).expect(200);
    await olga.post(`/v2/groups/${club}/invitations`, { memberIds: ids('guest') }).expect(200);
    await olga.post(`/v2/groups/${club}/bans`, { memberIds: ids('banned') }).expect(200);
    for (const n of persons.keys()) {
      await olga.adds(await olga.createsGroup({ name: `Open ${n}` }), ravi);
      await ravi.asks(await olga.createsGroup({ name: `Closed ${n}`, privacyStatus: 'PRIVATE' }));
      const hidden = await olga.createsGroup({ name: `Hidden ${n}`, privacyStatus: 'SECRET' });
      await olga.post(`/v2/groups/${hidden}/invitations`, { memberIds: ['ravi'] }).expect(200);
    }
  });

  it.each([
    ['olga', '/v2/groups', 22],
    ['ravi', '/v2/groups', 15],
    ['ravi', '/v2/groups/query', 15],
    ['siteAdmin', '/v2/group-requests', 7],
    ['olga', '/v2/group-requests/query', 7],
    ['ravi', '/v2/groups/{club}/members', 8],
    ['ravi', '/v2/groups/{club}/members/query', 8],
    ['olga', '/v2/groups/{club}/join-requests', 7],
    ['olga', '/v2/groups/{club}/join-requests/query', 7],
    ['olga', '/v2/groups/{club}/invitations', 7],
    ['olga', '/v2/groups/{club}/bans', 7],
    ['ravi', '/v2/members/me/memberships', 14],
    ['siteAdmin', '/v2/members/ravi/memberships/query', 14],
    ['ravi', '/v2/members/ravi/groups', 7],
    ['ravi', '/v2/members/me/join-requests', 7],
    ['ravi', '/v2/members/me/invitations', 7],
    ['olga', '/v2/join-requests', 14],
    ['ravi', '/v2/join-requests/query', 7],
  ] as const)('is read to its end, page by page: %s, %s', async (name, template, count) => {
    const path = template.replace('{club}', club);
    const isQuery = path.endsWith('/query');
    const by = site[name];
    const whole = listIn(
      await (isQuery ? by.post(path, { query: { paging: { limit: 1000 } } }) : by.get(`${path}?limit=1000`)).expect(
        200,
      ),
    );
    expect(whole).toHaveLength(count);
    for (const limit of [3, count, 1000]) {
      const found = await pages(by, path, limit);
      expect(found.flat()).toEqual(whole);
      expect(found.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
      expect(found.at(-1)).not.toHaveLength(0);
    }
  });

  it('has one empty page if it finds nothing', async () =>
    expect(await pages(site.p1, `/v2/groups/${club}/members/query`, 2, { filter: { memberId: 'x' } })).toEqual([[]]));

  it('may have pages of different sizes', async () => {
    const { items: one, next } = await page(site.ravi, '/v2/groups', 1);
    const { items: five, next: then } = await page(site.ravi, '/v2/groups', 5, next);
    const { items: rest, next: end } = await page(site.ravi, '/v2/groups', 1000, then);
    expect([one.length, five.length, rest.length, end]).toEqual([1, 5, 9, undefined]);
    expect(new Set(names([...one, ...five, ...rest])).size).toBe(15);
  });

  it('has its default page size if none is given', async () => {
    const { next } = await page(site.ravi, '/v2/groups', 10);
    const { metadata } = await site.ravi.get(`/v2/groups?cursorPaging.cursor=${next}`).expect(200);
    expect(metadata).toEqual({ count: 5, cursors: {} });
    const query = { cursorPaging: {} };
    await site.ravi.post('/v2/groups/query', { query }).expect(200, { metadata: { count: 15, cursors: {} } });
  });
});

describe('a cursor', () => {
  const query = { filter: { name: { $startsWith: 'stays' } }, sort: [{ fieldName: 'name', order: 'DESC' }] };
  const path = '/v2/groups/query';
  let site: People<'olga' | 'ravi'>;
  let cursor: string;

  beforeAll(async () => {
    site = await people('olga', 'ravi');
    await Promise.all([1, 2, 3, 4, 5].map((n) => site.siteAdmin.createsGroup({ name: `Stays ${n}` })));
    await site.siteAdmin.createsGroup({ name: 'Tea' });
    cursor = (await page(site.ravi, path, 2, undefined, query)).next!;
  });

  it('keeps filter and sort order, whether they are sent again or not', async () => {
    const renamed = { filter: { name: { $startsWith: 'stays' } }, sort: [{ order: 'DESC', fieldName: 'title' }] };
    for (const again of [{}, query, { filter: query.filter }, renamed]) {
      const { items } = await page(site.ravi, path, 2, cursor, again);
      expect(names(items)).toEqual(['Stays 3', 'Stays 2']);
    }
  });

  it('allows other fields on each page', async () => {
    const { items, next } = await page(site.ravi, path, 1, cursor, { fields: ['name'] });
    expect(items).toEqual([{ id: expect.any(String) as unknown, name: 'Stays 3' }]);
    expect((await page(site.ravi, path, 1, next)).items[0]).toHaveProperty('slug', 'stays-2');
  });

  it.each<[object, string]>([
    [{ filter: {} }, 'query.filter'],
    [{ filter: { name: { $startsWith: 'Stays' } } }, 'query.filter'],
    [{ filter: { ...query.filter, membersCount: 1 } }, 'query.filter'],
    [{ sort: [] }, 'query.sort'],
    [{ sort: [{ fieldName: 'name' }] }, 'query.sort'],
    [{ sort: [...query.sort, { fieldName: 'createdDate' }] }, 'query.sort'],
    [{ filter: { colour: 1 } }, 'query.filter.colour'],
    [{ paging: {} }, 'query.cursorPaging'],
    [{ paging: { limit: 2, offset: 0 } }, 'query.cursorPaging'],
  ])('refuses another filter, sort order or offset: %j', async (other, field) => {
    await site.ravi.post(path, { query: { cursorPaging: { limit: 2, cursor }, ...other } }).expect(400, field);
  });

  it('used by another caller shows what that caller may see', async () => {
    const secret = await site.olga.createsGroup({ name: 'Stays 0 secret', privacyStatus: 'SECRET' });
    expect(names((await page(site.olga, path, 9, cursor)).items)).toContain('Stays 0 secret');
    for (const other of [site.ravi, site.visitor])
      expect(names((await page(other, path, 9, cursor)).items)).toEqual(['Stays 3', 'Stays 2', 'Stays 1']);
    await site.olga.adds(secret, site.ravi);
    expect(names((await page(site.ravi, path, 9, cursor)).items)).toContain('Stays 0 secret');
    await site.olga.removes(secret, site.ravi);
    expect(names((await page(site.ravi, path, 9, cursor)).items)).not.toContain('Stays 0 secret');
  });

  it('is refused when the caller may not read the list any more', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await olga.post(`/v2/groups/${id}/members`, { memberIds: ['a', 'b', 'c'] }).expect(200);
    const members = `/v2/groups/${id}/members`;
    const { next } = await page(ravi, members, 2);
    const on = `${members}?cursorPaging.cursor=${next}`;
    await olga.changes(id, { settings: { showMemberList: false } });
    await ravi.get(on).expect(403, 'PERMISSION_DENIED');
    await olga.changes(id, { privacyStatus: 'SECRET' });
    await ravi.get(on).expect(404, 'GROUP_NOT_FOUND');
  });

  it('is refused on another site, list or path', async () => {
    const { next } = await page(site.ravi, '/v2/groups', 1);
    const { ravi: stranger } = await people('ravi');
    const elsewhere = `/v2/groups/${'5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d'}/members`;
    await stranger.get(`/v2/groups?cursorPaging.cursor=${next}`).expect(400, 'cursorPaging.cursor');
    await site.ravi.get(`${elsewhere}?cursorPaging.cursor=${next}`).expect(400, 'cursorPaging.cursor');
    await site.ravi.get(`/v2/groups?cursorPaging.cursor=${cursor}`).expect(400, 'cursorPaging.cursor');
    const query = { cursorPaging: { cursor: next } };
    await site.ravi.post(path, { query }).expect(400, 'query.cursorPaging.cursor');
    await site.ravi.with({ 'x-site-id': 'other' }).get(`/v2/groups?cursorPaging.cursor=${next}`).expect(200); // the token names the site
    await site.visitor
      .with({ 'x-site-id': 'other' })
      .get(`/v2/groups?cursorPaging.cursor=${next}`)
      .expect(400, 'cursorPaging.cursor');
  });

  it('works under every path prefix', async () => {
    const { next } = await page(site.ravi, '/v2/groups', 1);
    await site.ravi.get(`/social-groups-proxy/groups/v2/groups?cursorPaging.cursor=${next}`).expect(200);
  });

  it('is refused when it was changed', async () => {
    const middle = cursor.length / 2;
    const forged = `${cursor.slice(0, middle)}${cursor[middle] === 'x' ? 'y' : 'x'}${cursor.slice(middle + 1)}`;
    const wrong: unknown[] = [forged, cursor.slice(0, -4), `${cursor}x`, '', 'x', 'null', `${'x'.repeat(200_000)}`];
    for (const text of [...wrong, null, 7, {}, [cursor]])
      await site.ravi
        .post(path, { query: { cursorPaging: { cursor: text } } })
        .expect(400, 'query.cursorPaging.cursor');
    for (const text of [forged, '', 'x', `${cursor}&cursorPaging.cursor=${cursor}`])
      await site.ravi.get(`/v2/groups?cursorPaging.cursor=${text}`).expect(400, 'cursorPaging.cursor');
  });

  it.each([
    ['cursorPaging.limit=0', 'cursorPaging.limit'],
    ['cursorPaging.limit=1001', 'cursorPaging.limit'],
    ['cursorPaging.limit=x', 'cursorPaging.limit'],
    ['cursorPaging.limit=1&cursorPaging.limit=1', 'cursorPaging.limit'],
    ['cursorPaging.limit=1&limit=1', 'cursorPaging.limit'],
    ['cursorPaging.limit=1&offset=0', 'cursorPaging.limit'],
    ['cursorPaging.limit=1&paging.limit=1', 'cursorPaging.limit'],
    ['cursorPaging.cursor=x&paging.offset=1', 'cursorPaging.cursor'],
    ['cursorPaging.offset=1', 'cursorPaging.offset'],
    ['cursorPaging=x', 'cursorPaging'],
    ['fields=name', 'fields'],
  ])('is refused in %s', (query, field) => site.ravi.get(`/v2/groups?${query}`).expect(400, field));

  it('can hold a filter of 2000 ids; a larger filter is refused', async () => {
    const many = (length: number) => Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(length, 'x'));
    const conditions = (length: number) => Array.from({ length: 20 }, () => ({ id: { $nin: many(length) } }));
    const largest = { filter: { $and: conditions(36) } };
    const { next, items } = await page(site.ravi, path, 2, undefined, largest);
    const { items: more } = await page(site.ravi, path, 1000, next, largest);
    expect(items.length + more.length).toBeGreaterThan(5);
    expect(names(more)).toEqual(names((await page(site.ravi, path, 1000, next)).items));
    const tooLarge = { filter: { $and: conditions(50) } };
    await site.ravi.post(path, { query: { ...tooLarge, cursorPaging: { limit: 2 } } }).expect(400, 'query.filter');
    await site.ravi.post(path, { query: tooLarge }).expect(200);
  });
});

it.each([
  ['createdDate', 'DESC'],
  ['createdDate', 'ASC'],
  ['name', 'ASC'],
  ['membersCount', 'DESC'],
])(
  'groups that stay are read exactly once, sorted by %s %s, while others are created and deleted',
  async (fieldName, order) => {
    const { siteAdmin, ravi } = await people('ravi');
    const stable: string[] = [];
    for (let n = 0; n < 20; n++) {
      stable.push(await siteAdmin.createsGroup({ name: `Group ${n % 5}` })); // five names, four groups each
      await siteAdmin.delete(`/v2/groups/${await siteAdmin.createsGroup({ name: `Group ${n % 5}` })}`).expect(200);
    }
    await eventually(async () => siteAdmin.get('/v2/groups?limit=1').expect(200)); // with a token: the views have all of them
    const reader = ravi.withConsistency(new LatestConsistencyToken()); // without a token it waits for no views
    let isReading = true;
    const createAndDelete = async () => {
      // Not without end: sorted by date, what is created behind the cursor is still to be read.
      for (let n = 0; isReading && n < 50 * WALKS; n++) {
        const id = await siteAdmin.createsGroup({ name: `Group ${n % 5}` });
        if (n % 5 > 0) await siteAdmin.delete(`/v2/groups/${id}`).expect(200);
      }
    };
    const writers = Promise.all([createAndDelete(), createAndDelete()]);
    try {
      for (let walk = 0; walk < WALKS; walk++) {
        const items = (await pages(reader, '/v2/groups/query', 2, { sort: [{ fieldName, order }] })).flat();
        const ids = items.map(({ id }: { id: string }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => stable.includes(id)).sort()).toEqual([...stable].sort());
      }
    } finally {
      isReading = false;
      await writers;
    }
  },
);
