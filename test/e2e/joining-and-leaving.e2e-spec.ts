import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

describe('joining', () => {
  it('a public group makes the person a member', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    const { group: before } = await olga.get(`/v2/groups/${id}`).expect(200);
    const response = await ravi.post(`/v2/groups/${id}/join`).expect(200);
    expect(response).toEqual({ member: { memberId: 'ravi', role: { value: 'MEMBER' }, joinedDate: aDate } });
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing(response.member));
    await ravi.get('/v2/members/me/memberships').expect(200, listing({ groupId: id, status: 'JOINED' }));
    const { group } = await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2 } });
    expect(group.updatedDate).toBe(before.updatedDate);
    expect(group.lastActivityDate).toBe(response.member.joinedDate);
  });

  it('again changes nothing, for any member', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE', 'SECRET']) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.adds(id, ravi);
      const { members } = await olga.get(`/v2/groups/${id}/members`).expect(200);
      await ravi.shows('PRIVATE');
      await writesNothing(async () => {
        for (const who of [olga, ravi]) {
          const { member } = await who.joins(id);
          expect(members).toContainEqual(member);
        }
      });
      await ravi.shows('PUBLIC');
    }
  });

  it('a private group is refused', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await writesNothing(() => ravi.post(`/v2/groups/${id}/join`).expect(403, 'JOIN_BY_REQUEST_ONLY'));
  });

  it('needs a public profile, which is checked first', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    await ravi.shows('PRIVATE');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE']) {
      const id = await olga.createsGroup({ privacyStatus });
      await writesNothing(() => ravi.post(`/v2/groups/${id}/join`).expect(403, 'PUBLIC_PROFILE_REQUIRED'));
    }
    const id = await olga.createsGroup();
    await ravi.shows('PUBLIC');
    await ravi.joins(id);
    await ravi.shows('PRIVATE');
    await ravi.get('/v2/members/me/memberships').expect(200, listing({ groupId: id, status: 'JOINED' }));
  });

  it('is for signed-in people', async () => {
    const { olga, app, visitor } = await people('olga');
    const id = await olga.createsGroup();
    await writesNothing(async () => {
      await visitor.post(`/v2/groups/${id}/join`).expect(401, 'UNAUTHENTICATED');
      await app.post(`/v2/groups/${id}/join`).expect(403, 'MEMBER_IDENTITY_REQUIRED');
    });
  });

  it('makes a site admin an admin, in a group of any privacy and with any profile', async () => {
    const { olga, siteAdmin } = await people('olga');
    await siteAdmin.shows('PRIVATE');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE', 'SECRET']) {
      const id = await olga.createsGroup({ privacyStatus });
      await siteAdmin.post(`/v2/groups/${id}/join`).expect(200, { member: { role: { value: 'ADMIN' } } });
      await olga
        .get(`/v2/groups/${id}/members`)
        .expect(200, containing({ memberId: siteAdmin.id, role: { value: 'ADMIN' } }));
    }
  });

  it('again after leaving gives no admin role', async () => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await olga.makesAdmin(id, mira);
    await mira.leaves(id);
    await mira.joins(id);
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'mira', role: { value: 'MEMBER' } }));
    await mira.patch(`/v2/groups/${id}`, { group: { name: 'Mine' } }).expect(403, 'PERMISSION_DENIED');
    await siteAdmin.joins(id);
    await siteAdmin.leaves(id);
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2 } });
  });
});

describe('leaving', () => {
  it('ends the membership, also of an admin', async () => {
    const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE', 'SECRET']) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.adds(id, ravi, mira);
      await olga.makesAdmin(id, mira);
      for (const who of [ravi, mira]) expect(await who.leaves(id)).toEqual({});
      await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1 } });
      await ravi.get('/v2/members/me/memberships').expect(200, listing());
    }
  });

  it('is refused to the owner and to non-members', async () => {
    const { olga, ravi, siteAdmin, app, visitor } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await writesNothing(async () => {
      await olga.post(`/v2/groups/${id}/leave`).expect(409, 'OWNER_STAYS');
      await ravi.post(`/v2/groups/${id}/leave`).expect(404, 'NOT_A_MEMBER');
      await siteAdmin.post(`/v2/groups/${id}/leave`).expect(404, 'NOT_A_MEMBER');
      await app.post(`/v2/groups/${id}/leave`).expect(403, 'MEMBER_IDENTITY_REQUIRED');
      await visitor.post(`/v2/groups/${id}/leave`).expect(401, 'UNAUTHENTICATED');
    });
    await ravi.joins(id);
    await ravi.leaves(id);
    await writesNothing(() => ravi.post(`/v2/groups/${id}/leave`).expect(404, 'NOT_A_MEMBER'));
  });
});
