import { listing } from '../support/call';
import { stories } from '../support/stories';

const { people, service, writesNothing } = stories();

it('have every right on their site, but no member identity', async () => {
  const { olga, ravi, app } = await people('olga', 'ravi');
  const { group } = await app
    .post('/v2/groups', { group: { name: 'Yoga', privacyStatus: 'SECRET' }, creatorId: 'olga' })
    .expect(200, { group: { ownerId: 'olga', membersCount: 1 } });
  await app.changes(group.id, { settings: { allowedToAddMembers: 'OWNER' } });
  await app.adds(group.id, ravi);
  await app.makesAdmin(group.id, ravi);
  await app.removes(group.id, ravi);
  await olga.get(`/v2/groups/${group.id}/members`).expect(200, listing({ memberId: 'olga' }));
  await writesNothing(async () => {
    const path = `/v2/groups/${group.id}`;
    for (const what of ['/join', '/leave', '/join-requests', '/join-requests/cancel'])
      await app.post(`${path}${what}`).expect(403, 'MEMBER_IDENTITY_REQUIRED');
    await app.get('/v2/members/me/memberships').expect(403, 'MEMBER_IDENTITY_REQUIRED');
    await app.get('/v2/site-members/me').expect(403, 'MEMBER_IDENTITY_REQUIRED');
  });
  await app.delete(`/v2/groups/${group.id}`).expect(200);
});

it('can say on whose behalf they act, which is stored and changes no right', async () => {
  const { olga, app } = await people('olga');
  const id = await olga.createsGroup();
  const forRavi = app.with({ 'x-on-behalf-of': 'ravi' });
  await forRavi.patch(`/v2/groups/${id}`, { group: { name: 'Flow' } }).expect(200);
  await writesNothing(() => forRavi.post(`/v2/groups/${id}/join`).expect(403, 'MEMBER_IDENTITY_REQUIRED'));
  await writesNothing(() => forRavi.post('/v2/groups', { group: { name: 'x' } }).expect(400, 'creatorId'));
  const written = (await service().events.readAll()).map(({ type, metadata: { actor } }) => ({ type, actor }));
  expect(written).toContainEqual({ type: 'GroupRenamed', actor: { type: 'APP', id: 'billing', onBehalfOf: 'ravi' } });
});

it('other callers cannot act on behalf of somebody', async () => {
  const { olga, siteAdmin, visitor, app } = await people('olga');
  await writesNothing(async () => {
    for (const who of [olga, siteAdmin]) {
      await who
        .with({ 'x-on-behalf-of': 'ravi' })
        .post('/v2/groups', { group: { name: 'x' } })
        .expect(400, 'x-on-behalf-of');
      await who.with({ 'x-on-behalf-of': 'ravi' }).get('/v2/groups').expect(400, 'x-on-behalf-of');
    }
    await visitor.with({ 'x-on-behalf-of': 'ravi' }).get('/v2/groups').expect(400, 'x-on-behalf-of');
    await app.with({ 'x-on-behalf-of': 'no id' }).get('/v2/groups').expect(400, 'x-on-behalf-of');
  });
});
