import { randomUUID } from 'node:crypto';
import { type HttpResponse, containing, listing } from '../support/call';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people } = stories();

describe('public and private groups', () => {
  it('are visible to everybody', async () => {
    const { olga, ravi, siteAdmin, app, visitor } = await people('olga', 'ravi');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE']) {
      const id = await olga.createsGroup({ name: privacyStatus, privacyStatus });
      for (const who of [olga, ravi, siteAdmin, app, visitor]) {
        await who.get(`/v2/groups/${id}`).expect(200, { group: { id } });
        await who.get(`/v2/groups/${id.toUpperCase()}`).expect(200, { group: { id } });
        await who.get(`/v2/groups/slugs/${privacyStatus.toLowerCase()}`).expect(200, { group: { id } });
        await who.get('/v2/groups').expect(200, containing({ id }));
        await who.post('/v2/groups/query').expect(200, containing({ id }));
      }
    }
  });

  it('show the number of pending requests only to those who decide them', async () => {
    const { olga, ravi, mira, siteAdmin, app, visitor } = await people('olga', 'ravi', 'mira');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    const counts = async (who: typeof visitor) => {
      const { group } = await who.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1 } });
      await who.get('/v2/groups/slugs/yoga').expect(200, (bySlug) => expect(bySlug).toEqual({ group }));
      await who.get('/v2/groups').expect(200, ({ groups }) => expect(groups).toEqual([group]));
      return group.pendingMembersCount;
    };
    expect([await counts(olga), await counts(siteAdmin), await counts(app)]).toEqual([1, 1, 1]);
    expect([await counts(ravi), await counts(mira), await counts(visitor)]).toEqual([undefined, undefined, undefined]);
    await olga.adds(id, mira);
    await olga.changes(id, { settings: { membersCanApprove: true } });
    expect((await mira.get(`/v2/groups/${id}`)).body.group.pendingMembersCount).toBe(1);
    expect((await ravi.get(`/v2/groups/${id}`)).body.group.pendingMembersCount).toBeUndefined();
  });
});

describe('a secret group', () => {
  it('is visible to its members, site admins and apps', async () => {
    const { olga, ravi, siteAdmin, app } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.adds(id, ravi);
    for (const who of [olga, ravi, siteAdmin, app]) {
      const { group } = await who.get(`/v2/groups/${id}`).expect(200, { group: { id } });
      await who.get(`/v2/groups/slugs/${group.slug}`).expect(200, { group: { id } });
      await who.get('/v2/groups').expect(200, { groups: [{ id }], metadata: { count: 1, total: 1 } });
      await who.post('/v2/groups/query', { query: { filter: { id } } }).expect(200, { metadata: { total: 1 } });
    }
  });

  it('has the same response as a missing group for everybody else', async () => {
    const { olga, ravi, mira, visitor } = await people('olga', 'ravi', 'mira');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    const { slug } = (await olga.get(`/v2/groups/${id}`).expect(200)).group;
    await mira.createsGroup({ name: 'An admin of another' });
    await olga.adds(id, ravi);
    await ravi.leaves(id);
    const missing = randomUUID();
    for (const who of [ravi, mira, visitor])
      for (const [hidden, absent] of [
        [`/v2/groups/${id}`, `/v2/groups/${missing}`],
        [`/v2/groups/${id}?groupId=${id}`, `/v2/groups/${missing}?groupId=${missing}`],
        [`/v2/groups/slugs/${slug}`, '/v2/groups/slugs/Never3xy'],
      ] as const)
        expect(comparable(await who.get(hidden))).toEqual(comparable(await who.get(absent)));
    for (const who of [ravi, mira])
      for (const [method, path, body] of writesIn) {
        const hidden = await who.send(method, `/v2/groups/${id}${path}`, body);
        expect(comparable(hidden)).toEqual(comparable(await who.send(method, `/v2/groups/${missing}${path}`, body)));
        expect(hidden.body.message).toBe('GROUP_NOT_FOUND');
      }
    for (const [method, path, body] of writesIn)
      await visitor.send(method, `/v2/groups/${id}${path}`, body).expect(401, 'UNAUTHENTICATED');
  });

  it('is neither listed nor counted', async () => {
    const { olga, ravi, visitor } = await people('olga', 'ravi');
    await olga.createsGroup({ name: 'Hidden', privacyStatus: 'SECRET' });
    const open = await olga.createsGroup({ name: 'Open' });
    for (const who of [ravi, visitor]) {
      await who.get('/v2/groups').expect(200, { groups: [{ id: open }], metadata: { count: 1, total: 1 } });
      for (const filter of [{ name: 'Hidden' }, { privacyStatus: 'SECRET' }, { $not: { name: 'Open' } }])
        await who.post('/v2/groups/query', { query: { filter } }).expect(200, { groups: [], metadata: { total: 0 } });
    }
  });
});

/** Everything of a response except the date and the id of the request. */
function comparable({ status, headers, text }: HttpResponse) {
  const { date: _date, 'x-wix-request-id': _id, ...rest } = Object.fromEntries(headers);
  return { status, text, headers: rest };
}

const someone = { memberIds: ['olga'] };
const writesIn: readonly (readonly [string, string, unknown?])[] = [
  ['PATCH', '', { group: { name: 'Flow' } }],
  ['DELETE', ''],
  ['POST', '/join', {}],
  ['POST', '/leave', {}],
  ['POST', '/join-requests', { message: 'Hello' }],
  ['POST', '/join-requests/cancel', {}],
  ['POST', '/join-requests/approve', someone],
  ['POST', '/join-requests/reject', { rejections: [{ memberId: 'olga' }] }],
  ['GET', '/join-requests'],
  ['POST', '/join-requests/query', {}],
  ['GET', '/members'],
  ['POST', '/members/query', {}],
  ['POST', '/members', someone],
  ['DELETE', '/members?memberIds=olga'],
  ['POST', '/roles/assign', { ...someone, role: { value: 'ADMIN' } }],
  ['POST', '/roles/unassign', { ...someone, role: { value: 'ADMIN' } }],
];

describe('a slug', () => {
  it('is case-sensitive, read in NFC, and may be repeated in the query', async () => {
    const { siteAdmin, visitor } = await people();
    const id = await siteAdmin.createsGroup({ name: 'Café noon' });
    const path = '/v2/groups/slugs/caf%C3%A9-noon';
    await visitor.get(path).expect(200, { group: { id } });
    await visitor.get('/v2/groups/slugs/cafe%CC%81-noon').expect(200, { group: { id } });
    await visitor.get(`${path}?slug=caf%C3%A9-noon&contentType=PLAIN_TEXT`).expect(200, { group: { id } });
    await visitor.get(`${path}?slug=other`).expect(400, 'slug');
    await visitor.get(`${path}?autoInviteId=${randomUUID()}`).expect(200, { group: { id } });
    await visitor.get(`${path}?autoInviteId=1`).expect(400, 'autoInviteId');
    await visitor.get('/v2/groups/slugs/Caf%C3%A9-noon').expect(404, 'GROUP_NOT_FOUND');
    await visitor.get('/v2/groups/slugs/yo%20ga/x').expect(404, 'GROUP_NOT_FOUND');
    await visitor.get(`/v2/groups/slugs/${'x'.repeat(500)}`).expect(404, 'GROUP_NOT_FOUND');
  });
});

describe('the list of groups', () => {
  it('has the newest first, in pages, with the total number', async () => {
    const { siteAdmin, visitor } = await people();
    const ids: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
      ids.unshift(await siteAdmin.createsGroup({ name }));
      await nextMillisecond();
    }
    const page = (count: number, offset: number) => ({ metadata: { count, offset, total: 5, tooManyToCount: false } });
    const groups = (from: number, to: number) => ids.slice(from, to).map((id) => ({ id }));
    await visitor.get('/v2/groups').expect(200, { groups: groups(0, 5), ...page(5, 0) });
    await visitor.get('/v2/groups?limit=2').expect(200, { groups: groups(0, 2), ...page(2, 0) });
    await visitor.get('/v2/groups?limit=2&offset=2').expect(200, { groups: groups(2, 4), ...page(2, 2) });
    await visitor.get('/v2/groups?paging.limit=2&paging.offset=4').expect(200, { groups: groups(4, 5), ...page(1, 4) });
    await visitor.get('/v2/groups?offset=5').expect(200, { groups: [], ...page(0, 5) });
    await visitor.get('/v2/groups?limit=1000&offset=100000').expect(200, { groups: [], ...page(0, 100_000) });
  });

  it('is empty on a new site', async () => {
    const { visitor, siteAdmin } = await people();
    const nothing = { groups: [], metadata: { count: 0, offset: 0, total: 0, tooManyToCount: false } };
    for (const who of [visitor, siteAdmin])
      await who.get('/v2/groups').expect(200, (body) => expect(body).toEqual(nothing));
    await siteAdmin.get('/v2/group-requests').expect(200, listing());
  });
});
