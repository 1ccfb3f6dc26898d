import { listing } from '../support/call';
import { tokenFor } from '../support/people';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();

it('nothing of one site is visible on another', async () => {
  const site = await people('olga', 'ravi');
  const otherSite = await people('olga', 'ravi');
  const id = await site.olga.createsGroup({ privacyStatus: 'PRIVATE' });
  const { group } = await site.olga.post('/v2/groups', { group: { name: 'Waits' } }).expect(200);
  await site.ravi.asks(id);
  await site.ravi.shows('PUBLIC');
  await writesNothing(async () => {
    for (const who of [otherSite.olga, otherSite.siteAdmin, otherSite.app]) {
      await who.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
      await who.get('/v2/groups/slugs/yoga').expect(404, 'GROUP_NOT_FOUND');
      await who.get('/v2/groups').expect(200, listing());
      await who.post('/v2/groups/query').expect(200, { metadata: { total: 0 } });
      await who.get(`/v2/groups/${id}/members`).expect(404, 'GROUP_NOT_FOUND');
      await who.get(`/v2/groups/${id}/join-requests`).expect(404, 'GROUP_NOT_FOUND');
      await who.post(`/v2/groups/${id}/members`, { memberIds: ['ravi'] }).expect(404, 'GROUP_NOT_FOUND');
      await who.patch(`/v2/groups/${id}`, { group: { name: 'Ours' } }).expect(404, 'GROUP_NOT_FOUND');
      await who.delete(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
      await who.get(`/v2/members/${who.id === 'olga' ? 'me' : 'ravi'}/memberships`).expect(200, listing());
      await who.get('/v2/group-requests').expect(200, listing());
      await who.get(`/v2/group-requests/${group.id}`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
      await who.post(`/v2/group-requests/${group.id}/cancel`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
    }
    const approve = { groupRequestIds: [group.id] };
    await otherSite.app.post('/v2/group-requests/approve', approve).expect(404, 'CREATE_REQUEST_NOT_FOUND');
    await otherSite.app.get('/v2/site-members/ravi').expect(404, 'SITE_MEMBER_NOT_FOUND');
    await otherSite.visitor.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  });
});

it('each site has its own slugs and settings', async () => {
  const [site, otherSite] = [await people('olga'), await people('olga')];
  await site.siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ADMINS_ONLY' } }).expect(200);
  await otherSite.olga.get('/v2/settings').expect(200, { settings: { creationPolicy: 'MEMBERS_WITH_APPROVAL' } });
  for (const { siteAdmin } of [site, otherSite])
    await siteAdmin.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200, { group: { slug: 'yoga' } });
});

it('the token decides the site, and only visitors may name one in a header', async () => {
  const [site, otherSite] = [await people('olga'), await people('olga')];
  const id = await site.olga.createsGroup();
  for (const header of ['x-site-id', 'wix-site-id', 'wix-account-id']) {
    await otherSite.olga
      .with({ [header]: site.site })
      .get(`/v2/groups/${id}`)
      .expect(404, 'GROUP_NOT_FOUND');
    await site.olga
      .with({ [header]: 'not a site' })
      .get(`/v2/groups/${id}`)
      .expect(200);
  }
  await site.visitor.get(`/v2/groups/${id}`).expect(200);
  await site.visitor.with({ 'x-site-id': '' }).get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  await site.visitor.with({ 'x-site-id': 'not a site' }).get('/v2/groups').expect(400, 'x-site-id');
  await site.visitor
    .with({ authorization: `Bearer ${await tokenFor({ sub: 'x', site: site.site })}` })
    .get('/v2/settings')
    .expect(200);
});

it('an invalid token is refused, and not taken for a visitor', async () => {
  const { visitor, site } = await people();
  const good = await tokenFor({ sub: 'ravi', site });
  const bad = ['garbage', `${good}x`, `Basic ${good}`, 'Bearer', good.slice(0, -5)];
  for (const authorization of bad) {
    const { status, headers } = await visitor.with({ authorization }).get('/v2/groups');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
  }
  const withoutMember = await tokenFor({ sub: 'me', site });
  await visitor.with({ authorization: withoutMember }).get('/v2/groups').expect(401, 'UNAUTHENTICATED');
});

it('a new site is empty, and reading it writes nothing', async () => {
  const { olga, siteAdmin, visitor } = await people('olga');
  await writesNothing(async () => {
    for (const who of [olga, siteAdmin, visitor]) await who.get('/v2/groups').expect(200, listing());
    for (const who of [olga, siteAdmin]) {
      await who.get('/v2/settings').expect(200);
      await who.get('/v2/group-requests').expect(200, listing());
      await who.get('/v2/members/me/memberships').expect(200, listing());
    }
  });
});
