import { handsOver, whoOwns } from '../support/ownership';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';

const { people, writesNothing } = stories();

describe('handing a group over', () => {
  it('makes a member the owner and an admin, and leaves the former owner an admin', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ settings: { allowedToAddMembers: 'OWNER' } });
    await ravi.joins(id);
    const before = (await olga.get(`/v2/groups/${id}`).expect(200)).group;
    const { group } = await handsOver(olga, id, 'ravi').expect(200);
    expect(group).toEqual({ ...before, ownerId: 'ravi' });
    expect(await whoOwns(siteAdmin, id)).toEqual({ ownerId: 'ravi', members: ['olga ADMIN', 'ravi ADMIN'] });
    await ravi.get(`/v2/groups/${id}`).expect(200, (read) => expect(read.group).toEqual(group));
    await writesNothing(() => handsOver(ravi, id, 'ravi').expect(200, { group: { ownerId: 'ravi' } }));
    await handsOver(olga, id, 'olga').expect(403, 'PERMISSION_DENIED');
  });

  it('moves the rights of the owner', async () => {
    const { olga, ravi, zoe } = await people('olga', 'ravi', 'zoe');
    const id = await olga.createsGroup({ settings: { allowedToAddMembers: 'OWNER' } });
    await ravi.joins(id);
    await handsOver(olga, id, 'ravi').expect(200);
    const members = `/v2/groups/${id}/members`;
    await olga.post(members, { memberIds: ['zoe'] }).expect(403, 'PERMISSION_DENIED');
    const lifted = { group: { settings: { allowedToAddMembers: 'OWNER_AND_ADMINS' } } };
    await olga.patch(`/v2/groups/${id}`, lifted).expect(403, 'PERMISSION_DENIED');
    await olga.changes(id, { teaser: 'An admin still' });
    await ravi.adds(id, zoe);
    await ravi.patch(`/v2/groups/${id}`, lifted).expect(200);
    await olga.removes(id, zoe);
    await olga.adds(id, zoe);
  });

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)(
    'is for the owner, site admins and apps, in a %s group',
    async (privacyStatus) => {
      const { olga, mira, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
      const id = await olga.createsGroup({ privacyStatus });
      await siteAdmin.adds(id, mira, ravi);
      await olga.makesAdmin(id, mira);
      await writesNothing(async () => {
        for (const who of [mira, ravi]) await handsOver(who, id, 'mira').expect(403, 'PERMISSION_DENIED');
        const outside = handsOver(zoe, id, 'zoe');
        await (privacyStatus === 'SECRET'
          ? outside.expect(404, 'GROUP_NOT_FOUND')
          : outside.expect(403, 'PERMISSION_DENIED'));
        await handsOver(visitor, id, 'mira').expect(401, 'UNAUTHENTICATED');
      });
      await handsOver(olga, id, 'ravi').expect(200);
      for (const who of [siteAdmin, app])
        for (const to of ['mira', 'olga']) await handsOver(who, id, to).expect(200, { group: { id, ownerId: to } });
      expect((await whoOwns(siteAdmin, id)).members).toEqual(['mira ADMIN', 'olga ADMIN', 'ravi ADMIN']);
    },
  );

  it('of a hidden group has the same response as of a missing one', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const secret = await olga.createsGroup({ privacyStatus: 'SECRET' });
    const [hidden, missing] = [
      await handsOver(ravi, secret, 'ravi'),
      await handsOver(ravi, '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d', 'ravi'),
    ];
    expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
  });

  it('is for members, with any profile', async () => {
    const { olga, mira, ravi, siteAdmin } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await mira.leaves(id);
    await writesNothing(async () => {
      for (const to of ['zoe', 'mira']) await handsOver(olga, id, to).expect(404, 'NOT_A_MEMBER');
      for (const to of ['zoe', 'mira']) await handsOver(siteAdmin, id, to).expect(404, 'NOT_A_MEMBER');
    });
    await ravi.joins(id);
    await ravi.shows('PRIVATE');
    await handsOver(olga, id, 'ravi').expect(200);
  });

  it('is refused if the account of the person has ended', async () => {
    const { olga, mira, siteAdmin, app } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await app.delete('/v2/site-members/mira').expect(200);
    await eventually(() => olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1 } }));
    await writesNothing(async () => {
      for (const who of [olga, siteAdmin]) await handsOver(who, id, 'mira').expect(404, 'SITE_MEMBER_NOT_FOUND');
    });
  });

  it('gives a group without owner an owner, by a site admin or an app', async () => {
    for (const run of ['siteAdmin', 'app'] as const) {
      const { olga, mira, zoe, ...site } = await people('olga', 'mira', 'zoe');
      const id = await olga.createsGroup();
      await site.app.delete('/v2/site-members/olga').expect(200);
      await eventually(async () => {
        const { group } = await site.siteAdmin.get(`/v2/groups/${id}`).expect(200);
        expect([group.ownerId, group.membersCount]).toEqual([undefined, 0]);
      });
      await site.siteAdmin.adds(id, mira, zoe);
      for (const who of [mira, zoe]) await handsOver(who, id, 'mira').expect(403, 'PERMISSION_DENIED');
      await handsOver(site[run], id, 'mira').expect(200, { group: { ownerId: 'mira' } });
      expect(await whoOwns(site.siteAdmin, id)).toEqual({ ownerId: 'mira', members: ['mira ADMIN', 'zoe MEMBER'] });
      await mira.changes(id, { settings: { allowedToAddMembers: 'OWNER' } });
    }
  });

  it('needs a member id and nothing else', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    const path = `/v2/groups/${id}/owner`;
    await writesNothing(async () => {
      for (const memberId of [undefined, null, '', 'me', 7, ['mira'], 'a b', 'x'.repeat(129), 'mira@example.org'])
        await olga.post(path, { memberId }).expect(400, 'memberId');
      await olga.post(path, { memberId: 'mira', ownerId: 'mira' }).expect(400, 'ownerId');
      await olga.post(`/v2/groups/${'x'.repeat(36)}/owner`, { memberId: 'mira' }).expect(400, 'groupId');
      await olga
        .post(path, { memberId: 'mira', groupId: '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d' })
        .expect(400, 'groupId');
    });
    await olga.post(path, { memberId: 'mira', groupId: id }).expect(200);
  });
});

describe('the owner', () => {
  it('cannot leave or lose the role; a former owner can', async () => {
    const { olga, mira, ravi, siteAdmin } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, ravi);
    const toMember = { role: { value: 'MEMBER' } };
    const stays = async (owner: Person, other: Person) =>
      writesNothing(async () => {
        const memberIds = [owner.id];
        await owner.post(`/v2/groups/${id}/leave`).expect(409, 'OWNER_STAYS');
        for (const who of [owner, other, siteAdmin]) {
          await who.delete(`/v2/groups/${id}/members?memberIds=${owner.id}`).expect(409, 'OWNER_STAYS');
          await who.post(`/v2/groups/${id}/roles/assign`, { memberIds, ...toMember }).expect(409, 'OWNER_STAYS');
          await who
            .post(`/v2/groups/${id}/roles/unassign`, { memberIds, role: { value: 'ADMIN' } })
            .expect(409, 'OWNER_STAYS');
          await who.post(`/v2/groups/${id}/bans`, { memberIds }).expect(409, 'OWNER_STAYS');
        }
      });
    await olga.makesAdmin(id, mira);
    await stays(olga, mira);
    await handsOver(olga, id, 'ravi').expect(200);
    await stays(ravi, mira);
    await mira.post(`/v2/groups/${id}/roles/assign`, { memberIds: ['olga'], ...toMember }).expect(200);
    expect((await whoOwns(siteAdmin, id)).members).toEqual(['mira ADMIN', 'olga MEMBER', 'ravi ADMIN']);
    await olga.leaves(id);
    expect((await whoOwns(siteAdmin, id)).members).toEqual(['mira ADMIN', 'ravi ADMIN']);
  });

  it('who handed over, left and returns is a plain member', async () => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await handsOver(olga, id, 'mira').expect(200);
    await olga.leaves(id);
    await olga.joins(id);
    expect((await whoOwns(siteAdmin, id)).members).toEqual(['mira ADMIN', 'olga MEMBER']);
    await olga.patch(`/v2/groups/${id}`, { group: { teaser: 'Mine?' } }).expect(403, 'PERMISSION_DENIED');
    await handsOver(mira, id, 'olga').expect(200);
    await mira.leaves(id);
    expect(await whoOwns(siteAdmin, id)).toEqual({ ownerId: 'olga', members: ['olga ADMIN'] });
  });
});
