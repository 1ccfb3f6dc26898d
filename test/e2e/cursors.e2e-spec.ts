import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import type { People } from '../support/people';
import { eventually, stories } from '../support/stories';
import { LatestConsistencyToken } from '../support/consistency-token';

const { people } = stories();

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
  const met: Body[][] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { items, next } = await page(by, path, limit, cursor, first ? query : {});
    met.push(items);
    cursor = next;
  }
  return met;
}

const names = (items: readonly Body[]): string[] => items.map(({ name }: { name: string }) => name);

describe('every list and query', () => {
  const crowd = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
  let them: People<'olga' | 'ravi' | (typeof crowd)[number]>;
  let club: string;

  beforeAll(async () => {
    them = await people('olga', 'ravi', ...crowd);
    const { olga, ravi, siteAdmin } = them;
    for (const n of crowd.keys()) await olga.post('/v2/groups', { group: { name: `Wish ${n}` } }).expect(200);
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
    club = await olga.createsGroup({ name: 'Club', privacyStatus: 'PRIVATE' });
    await Promise.all(crowd.map((name) => them[name].asks(club)));
    const ids = (kind: string) => crowd.map((_, n) => `${kind}-${n}`);
    await olga.post(`/v2/groups/${club}/members`, { memberIds: ids('member') }).expect(200);
    await olga.post(`/v2/groups/${club}/invitations`, { memberIds: ids('guest') }).expect(200);
    await olga.post(`/v2/groups/${club}/bans`, { memberIds: ids('banned') }).expect(200);
    for (const n of crowd.keys()) {
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
  ] as const)('is walked to its end: %s, %s', async (name, template, count) => {
    const path = template.replace('{club}', club);
    const isQuery = path.endsWith('/query');
    const by = them[name];
    const whole = listIn(
      await (isQuery ? by.post(path, { query: { paging: { limit: 1000 } } }) : by.get(`${path}?limit=1000`)).expect(
        200,
      ),
    );
    expect(whole).toHaveLength(count);
    for (const limit of [3, count, 1000]) {
      const met = await pages(by, path, limit);
      expect(met.flat()).toEqual(whole);
      expect(met.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
      expect(met.at(-1)).not.toHaveLength(0);
    }
  });

  it('that finds nothing has one page', async () =>
    expect(await pages(them.p1, `/v2/groups/${club}/members/query`, 2, { filter: { memberId: 'x' } })).toEqual([[]]));

  it('may be walked in steps of any size', async () => {
    const { items: one, next } = await page(them.ravi, '/v2/groups', 1);
    const { items: five, next: then } = await page(them.ravi, '/v2/groups', 5, next);
    const { items: rest, next: end } = await page(them.ravi, '/v2/groups', 1000, then);
    expect([one.length, five.length, rest.length, end]).toEqual([1, 5, 9, undefined]);
    expect(new Set(names([...one, ...five, ...rest])).size).toBe(15);
  });

  it('has its usual page where no size is named, and cursors without one', async () => {
    const { next } = await page(them.ravi, '/v2/groups', 10);
    const { metadata } = await them.ravi.get(`/v2/groups?cursorPaging.cursor=${next}`).expect(200);
    expect(metadata).toEqual({ count: 5, cursors: {} });
    const query = { cursorPaging: {} };
    await them.ravi.post('/v2/groups/query', { query }).expect(200, { metadata: { count: 15, cursors: {} } });
  });
});

describe('a walk', () => {
  const query = { filter: { name: { $startsWith: 'stays' } }, sort: [{ fieldName: 'name', order: 'DESC' }] };
  const path = '/v2/groups/query';
  let them: People<'olga' | 'ravi'>;
  let cursor: string;

  beforeAll(async () => {
    them = await people('olga', 'ravi');
    await Promise.all([1, 2, 3, 4, 5].map((n) => them.siteAdmin.createsGroup({ name: `Stays ${n}` })));
    await them.siteAdmin.createsGroup({ name: 'Tea' });
    cursor = (await page(them.ravi, path, 2, undefined, query)).next!;
  });

  it('keeps its filter and its order, sent again or not', async () => {
    const renamed = { filter: { name: { $startsWith: 'stays' } }, sort: [{ order: 'DESC', fieldName: 'title' }] };
    for (const again of [{}, query, { filter: query.filter }, renamed]) {
      const { items } = await page(them.ravi, path, 2, cursor, again);
      expect(names(items)).toEqual(['Stays 3', 'Stays 2']);
    }
  });

  it('shows as much of each as is asked for on each page', async () => {
    const { items, next } = await page(them.ravi, path, 1, cursor, { fields: ['name'] });
    expect(items).toEqual([{ id: expect.any(String) as unknown, name: 'Stays 3' }]);
    expect((await page(them.ravi, path, 1, next)).items[0]).toHaveProperty('slug', 'stays-2');
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
  ])('takes no other: %j', async (other, field) => {
    await them.ravi.post(path, { query: { cursorPaging: { limit: 2, cursor }, ...other } }).expect(400, field);
  });

  it('goes on for another caller with the rights of that one', async () => {
    const secret = await them.olga.createsGroup({ name: 'Stays 0 secret', privacyStatus: 'SECRET' });
    expect(names((await page(them.olga, path, 9, cursor)).items)).toContain('Stays 0 secret');
    for (const other of [them.ravi, them.visitor])
      expect(names((await page(other, path, 9, cursor)).items)).toEqual(['Stays 3', 'Stays 2', 'Stays 1']);
    await them.olga.adds(secret, them.ravi);
    expect(names((await page(them.ravi, path, 9, cursor)).items)).toContain('Stays 0 secret');
    await them.olga.removes(secret, them.ravi);
    expect(names((await page(them.ravi, path, 9, cursor)).items)).not.toContain('Stays 0 secret');
  });

  it('ends where the list is no longer shown', async () => {
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

  it('is of no use elsewhere', async () => {
    const { next } = await page(them.ravi, '/v2/groups', 1);
    const { ravi: stranger } = await people('ravi');
    const elsewhere = `/v2/groups/${'5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d'}/members`;
    await stranger.get(`/v2/groups?cursorPaging.cursor=${next}`).expect(400, 'cursorPaging.cursor');
    await them.ravi.get(`${elsewhere}?cursorPaging.cursor=${next}`).expect(400, 'cursorPaging.cursor');
    await them.ravi.get(`/v2/groups?cursorPaging.cursor=${cursor}`).expect(400, 'cursorPaging.cursor');
    const query = { cursorPaging: { cursor: next } };
    await them.ravi.post(path, { query }).expect(400, 'query.cursorPaging.cursor');
    await them.ravi.with({ 'x-site-id': 'other' }).get(`/v2/groups?cursorPaging.cursor=${next}`).expect(200); // the token names the site
    await them.visitor
      .with({ 'x-site-id': 'other' })
      .get(`/v2/groups?cursorPaging.cursor=${next}`)
      .expect(400, 'cursorPaging.cursor');
  });

  it('goes on under every name of its path', async () => {
    const { next } = await page(them.ravi, '/v2/groups', 1);
    await them.ravi.get(`/social-groups-proxy/groups/v2/groups?cursorPaging.cursor=${next}`).expect(200);
  });

  it('takes no forged cursor', async () => {
    const middle = cursor.length / 2;
    const forged = `${cursor.slice(0, middle)}${cursor[middle] === 'x' ? 'y' : 'x'}${cursor.slice(middle + 1)}`;
    const wrong: unknown[] = [forged, cursor.slice(0, -4), `${cursor}x`, '', 'x', 'null', `${'x'.repeat(200_000)}`];
    for (const text of [...wrong, null, 7, {}, [cursor]])
      await them.ravi
        .post(path, { query: { cursorPaging: { cursor: text } } })
        .expect(400, 'query.cursorPaging.cursor');
    for (const text of [forged, '', 'x', `${cursor}&cursorPaging.cursor=${cursor}`])
      await them.ravi.get(`/v2/groups?cursorPaging.cursor=${text}`).expect(400, 'cursorPaging.cursor');
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
  ])('is not begun by %s', (query, field) => them.ravi.get(`/v2/groups?${query}`).expect(400, field));

  it('remembers the largest filter of ids there is, and refuses what no cursor can hold', async () => {
    const many = (length: number) => Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(length, 'x'));
    const conditions = (length: number) => Array.from({ length: 20 }, () => ({ id: { $nin: many(length) } }));
    const largest = { filter: { $and: conditions(36) } };
    const { next, items } = await page(them.ravi, path, 2, undefined, largest);
    const { items: more } = await page(them.ravi, path, 1000, next, largest);
    expect(items.length + more.length).toBeGreaterThan(5);
    expect(names(more)).toEqual(names((await page(them.ravi, path, 1000, next)).items));
    const tooLarge = { filter: { $and: conditions(50) } };
    await them.ravi.post(path, { query: { ...tooLarge, cursorPaging: { limit: 2 } } }).expect(400, 'query.filter');
    await them.ravi.post(path, { query: tooLarge }).expect(200);
  });
});

it.each([
  ['createdDate', 'DESC'],
  ['createdDate', 'ASC'],
  ['name', 'ASC'],
  ['membersCount', 'DESC'],
])('what stays is met once by a walk along %s %s, whatever comes and goes', async (fieldName, order) => {
  const { siteAdmin, ravi } = await people('ravi');
  const stable: string[] = [];
  for (let n = 0; n < 20; n++) {
    stable.push(await siteAdmin.createsGroup({ name: `Group ${n % 5}` })); // five names, four groups each
    await siteAdmin.delete(`/v2/groups/${await siteAdmin.createsGroup({ name: `Group ${n % 5}` })}`).expect(200);
  }
  await eventually(async () => siteAdmin.get('/v2/groups?limit=1').expect(200));
  const walker = ravi.withConsistency(new LatestConsistencyToken()); // never asks for the latest: the others are too busy for slow views
  let walking = true;
  const churn = async () => {
    for (let n = 0; walking; n++) {
      const id = await siteAdmin.createsGroup({ name: `Group ${n % 5}` });
      if (n % 5 > 0) await siteAdmin.delete(`/v2/groups/${id}`).expect(200);
    }
  };
  const busy = Promise.all([churn(), churn()]);
  try {
    for (let walk = 0; walk < 3; walk++) {
      const met = (await pages(walker, '/v2/groups/query', 2, { sort: [{ fieldName, order }] })).flat();
      const ids = met.map(({ id }: { id: string }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => stable.includes(id)).sort()).toEqual([...stable].sort());
    }
  } finally {
    walking = false;
    await busy;
  }
});
