import { stories } from '../support/stories';

const { people, writesNothing } = stories();

describe('settings', () => {
  it('are read by signed-in callers, and changed by site admins and apps', async () => {
    const { olga, siteAdmin, app, visitor } = await people('olga');
    const set = (creationPolicy: string) => ({ settings: { creationPolicy } });
    for (const who of [olga, siteAdmin, app])
      await who.get('/v2/settings').expect(200, (body) => expect(body).toEqual(set('MEMBERS_WITH_APPROVAL')));
    expect(await siteAdmin.patch('/v2/settings', set('ALL_MEMBERS')).expect(200)).toEqual(set('ALL_MEMBERS'));
    await olga.get('/v2/settings').expect(200, set('ALL_MEMBERS'));
    await app.patch('/v2/settings', set('ADMINS_ONLY')).expect(200, set('ADMINS_ONLY'));
    await writesNothing(async () => {
      await app.patch('/v2/settings', set('ADMINS_ONLY')).expect(200);
      await siteAdmin.patch('/v2/settings', { settings: {} }).expect(200, set('ADMINS_ONLY'));
      await olga.patch('/v2/settings', set('ALL_MEMBERS')).expect(403, 'PERMISSION_DENIED');
      await visitor.patch('/v2/settings', set('ALL_MEMBERS')).expect(401, 'UNAUTHENTICATED');
      await visitor.get('/v2/settings').expect(401, 'UNAUTHENTICATED');
      await siteAdmin.patch('/v2/settings', set('NOBODY')).expect(400, 'settings.creationPolicy');
      await siteAdmin.patch('/v2/settings').expect(400, 'settings');
      await siteAdmin.patch('/v2/settings', { settings: { colour: 'red' } }).expect(400, 'settings.colour');
      await siteAdmin
        .patch('/v2/settings', { settings: { creationPolicy: null } })
        .expect(400, 'settings.creationPolicy');
    });
  });
});

describe('the directory', () => {
  const put = (profile: string, nickname?: string) => ({ siteMember: { profile, ...(nickname && { nickname }) } });

  it('has the latest profile of a person', async () => {
    const { ravi, siteAdmin, app } = await people('ravi');
    const says = async (siteMember: object) => {
      for (const [who, id] of [
        [ravi, 'ravi'],
        [ravi, 'me'],
        [siteAdmin, 'ravi'],
        [app, 'ravi'],
      ] as const)
        expect(await who.get(`/v2/site-members/${id}`).expect(200)).toEqual({ siteMember });
    };
    await ravi.get('/v2/site-members/me').expect(404, 'SITE_MEMBER_NOT_FOUND');
    const response = await ravi.put('/v2/site-members/me', put('PUBLIC', 'Ravi 🧘')).expect(200);
    expect(response).toEqual({ siteMember: { memberId: 'ravi', profile: 'PUBLIC', nickname: 'Ravi 🧘' } });
    await says(response.siteMember);
    await writesNothing(() => app.put('/v2/site-members/ravi', response).expect(200, response));
    for (const nickname of ['', ' ', '\u200b', '\u200eרבי'])
      await ravi.put('/v2/site-members/me', { siteMember: { profile: 'PUBLIC', nickname } }).expect(200, {
        siteMember: { nickname },
      });
    await app.put('/v2/site-members/ravi', put('PRIVATE')).expect(200);
    await says({ memberId: 'ravi', profile: 'PRIVATE' });
  });

  it('is written by people for themselves, and by site admins and apps for everybody', async () => {
    const { ravi, siteAdmin, app, visitor } = await people('ravi');
    for (const who of [siteAdmin, app]) {
      await who.put(`/v2/site-members/known-to-${who.id}`, put('PUBLIC')).expect(200);
      await who.get('/v2/site-members/nobody').expect(404, 'SITE_MEMBER_NOT_FOUND');
    }
    await writesNothing(async () => {
      for (const id of [`known-to-${app.id}`, 'nobody']) {
        await ravi.get(`/v2/site-members/${id}`).expect(403, 'PERMISSION_DENIED');
        await ravi.put(`/v2/site-members/${id}`, put('PUBLIC')).expect(403, 'PERMISSION_DENIED');
        await visitor.get(`/v2/site-members/${id}`).expect(401, 'UNAUTHENTICATED');
        await visitor.put(`/v2/site-members/${id}`, put('PUBLIC')).expect(401, 'UNAUTHENTICATED');
      }
      await app.put('/v2/site-members/me', put('PUBLIC')).expect(403, 'MEMBER_IDENTITY_REQUIRED');
    });
  });

  it('refuses everything else', async () => {
    const { ravi } = await people('ravi');
    const path = '/v2/site-members/ravi';
    await writesNothing(async () => {
      await ravi.put(path).expect(400, 'siteMember');
      await ravi.put(path, { siteMember: {} }).expect(400, 'siteMember.profile');
      await ravi.put(path, put('OPEN')).expect(400, 'siteMember.profile');
      await ravi.put(path, { siteMember: { profile: 'PUBLIC', nickname: 7 } }).expect(400, 'siteMember.nickname');
      await ravi.put(path, put('PUBLIC', '\u202eivaR')).expect(400, 'siteMember.nickname');
      await ravi.put(path, { siteMember: { profile: 'PUBLIC', email: 'x' } }).expect(400, 'siteMember.email');
      await ravi.put(path, { siteMember: { profile: 'PUBLIC', memberId: 'olga' } }).expect(400, 'siteMember.memberId');
      await ravi.put('/v2/site-members/-', put('PUBLIC')).expect(400, 'memberId');
    });
  });
});
