import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people } = stories();

it('show a person their memberships and pending requests, by group id, descending', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const [joined, requested, runs] = [
    await olga.createsGroup({ name: 'Joined' }),
    await olga.createsGroup({ name: 'Chess', privacyStatus: 'PRIVATE' }),
    await olga.createsGroup({ name: 'Runs', privacyStatus: 'SECRET' }),
  ];
  await ravi.joins(joined);
  await ravi.asks(requested);
  await olga.adds(runs, ravi);
  await olga.makesAdmin(runs, ravi);
  const found = [
    { groupId: joined, status: 'JOINED', role: { value: 'MEMBER' } },
    { groupId: requested, status: 'PENDING' },
    { groupId: runs, status: 'JOINED', role: { value: 'ADMIN' } },
  ].sort((a, b) => (a.groupId < b.groupId ? 1 : -1));
  for (const path of ['/v2/members/me/memberships', '/v2/members/ravi/memberships?memberId=ravi']) {
    const { memberships, metadata } = await ravi.get(path).expect(200);
    expect(memberships).toEqual(found);
    expect(metadata).toEqual({ count: 3, offset: 0, total: 3, tooManyToCount: false });
  }
  const query = (query: object) => ravi.post('/v2/members/me/memberships/query', { query });
  await query({ filter: { status: 'PENDING' } }).expect(200, listing({ groupId: requested }));
  await query({ filter: { role: 'ADMIN' } }).expect(200, listing({ groupId: runs }));
  await query({ filter: { role: { $ne: 'ADMIN' } } }).expect(
    200,
    containing({ groupId: requested }, { groupId: joined }),
  );
  await query({ filter: { groupId: joined } }).expect(200, listing({ groupId: joined }));
  await query({ sort: [{ fieldName: 'groupId', order: 'ASC' }] }).expect(200, listing(...[...found].reverse()));
  await query({ paging: { limit: 1, offset: 2 } }).expect(200, listing(found[2]!));
  await query({ filter: { memberId: 'ravi' } }).expect(400, 'query.filter.memberId');
  await query({ sort: [{ fieldName: 'role' }] }).expect(400, 'query.sort[0].fieldName');
});

it('of others are for site admins and apps', async () => {
  const { olga, ravi, siteAdmin, app, visitor } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  for (const who of [siteAdmin, app]) {
    await who.get('/v2/members/ravi/memberships').expect(200, listing({ groupId: id }));
    await who.post('/v2/members/ravi/memberships/query').expect(200, listing({ groupId: id }));
    await who.get('/v2/members/nobody/memberships').expect(200, listing());
  }
  for (const memberId of ['ravi', 'nobody']) {
    await olga.get(`/v2/members/${memberId}/memberships`).expect(403, 'PERMISSION_DENIED');
    await olga.post(`/v2/members/${memberId}/memberships/query`).expect(403, 'PERMISSION_DENIED');
    await visitor.get(`/v2/members/${memberId}/memberships`).expect(401, 'UNAUTHENTICATED');
  }
  await app.get('/v2/members/me/memberships').expect(403, 'MEMBER_IDENTITY_REQUIRED');
  await siteAdmin.get('/v2/members/me/memberships').expect(200, listing());
});

it('do not show a request to a group that turned secret', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.asks(id);
  await olga.changes(id, { privacyStatus: 'SECRET' });
  await ravi.get('/v2/members/me/memberships').expect(200, { memberships: [], metadata: { total: 0 } });
});
