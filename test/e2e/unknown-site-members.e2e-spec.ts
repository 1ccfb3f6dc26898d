import { listing } from '../support/call';
import { stories } from '../support/stories';

describe('people who are not in the directory', () => {
  describe('with UNKNOWN_SITE_MEMBERS=PRIVATE', () => {
    const { people, writesNothing } = stories({ env: { UNKNOWN_SITE_MEMBERS: 'PRIVATE' } });

    it('cannot join or request to join, but can create groups and be members of them', async () => {
      const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
      const open = await olga.createsGroup();
      const closed = await olga.createsGroup({ name: 'Closed', privacyStatus: 'PRIVATE' });
      await olga.get('/v2/members/me/memberships').expect(200, { metadata: { total: 2 } });
      await writesNothing(async () => {
        await ravi.post(`/v2/groups/${open}/join`).expect(403, 'PUBLIC_PROFILE_REQUIRED');
        await ravi.post(`/v2/groups/${closed}/join-requests`).expect(403, 'PUBLIC_PROFILE_REQUIRED');
      });
      await ravi.shows('PUBLIC');
      await ravi.joins(open);
      await mira.shows('PUBLIC');
      await mira.asks(closed);
      await olga.approves(closed, mira);
    });
  });

  describe('with UNKNOWN_SITE_MEMBERS=REFUSE', () => {
    const { people, writesNothing } = stories({ env: { UNKNOWN_SITE_MEMBERS: 'REFUSE' } });

    const known = { siteMember: { profile: 'PUBLIC' } };

    it('read like non-members and cannot write', async () => {
      const { olga, ravi, app } = await people('olga', 'ravi');
      await app.put('/v2/site-members/olga', known).expect(200);
      const open = await olga.createsGroup();
      const hidden = await olga.createsGroup({ privacyStatus: 'SECRET' });
      await ravi.get(`/v2/groups/${open}`).expect(200, { group: { id: open } });
      await ravi.get('/v2/groups').expect(200, listing({ id: open }));
      await ravi.get(`/v2/groups/${open}/members`).expect(200, listing({ memberId: 'olga' }));
      await ravi.get(`/v2/groups/${hidden}`).expect(404, 'GROUP_NOT_FOUND');
      await writesNothing(async () => {
        for (const [path, body] of [
          [`/v2/groups/${open}/join`, {}],
          [`/v2/groups/${open}/join-requests`, {}],
          [`/v2/groups/${open}/leave`, {}],
          [`/v2/groups/${open}/members`, { memberIds: ['ravi'] }],
          ['/v2/groups', { group: { name: 'Mine' } }],
        ] as const)
          await ravi.post(path, body).expect(403, 'SITE_MEMBER_UNKNOWN');
        await ravi.patch(`/v2/groups/${open}`, { group: { name: 'Mine' } }).expect(403, 'SITE_MEMBER_UNKNOWN');
        await ravi.post(`/v2/groups/${hidden}/join`).expect(404, 'GROUP_NOT_FOUND');
        await ravi.post(`/v2/groups/${open}/join`, { x: 1 }).expect(400, 'x');
      });
    });

    it('cannot be added or named as creators either', async () => {
      const { olga, ravi, siteAdmin, app } = await people('olga', 'ravi');
      await app.put('/v2/site-members/olga', known).expect(200);
      const id = await olga.createsGroup();
      await writesNothing(async () => {
        await olga.post(`/v2/groups/${id}/members`, { memberIds: ['ravi'] }).expect(404, 'SITE_MEMBER_NOT_FOUND');
        for (const who of [siteAdmin, app])
          await who
            .post('/v2/groups', { group: { name: 'His' }, creatorId: 'ravi' })
            .expect(404, 'SITE_MEMBER_NOT_FOUND');
      });
      await writesNothing(() => ravi.put('/v2/site-members/me', known).expect(403, 'SITE_MEMBER_UNKNOWN'));
      await app.put('/v2/site-members/ravi', known).expect(200);
      await olga.adds(id, ravi);
    });

    it('may be site admins, who can write, but cannot own a group', async () => {
      const { olga, siteAdmin, app } = await people('olga');
      await app.put('/v2/site-members/olga', known).expect(200);
      const id = await olga.createsGroup();
      await siteAdmin.changes(id, { name: 'Flow' });
      await siteAdmin.post('/v2/groups', { group: { name: 'Mine' } }).expect(404, 'SITE_MEMBER_NOT_FOUND');
      await app.put(`/v2/site-members/${siteAdmin.id}`, known).expect(200);
      await siteAdmin.createsGroup();
    });
  });
});
