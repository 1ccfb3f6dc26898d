import { type Body, containing, listing } from '../support/call';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();
const idsIn = ({ members }: Body) => members.map(({ memberId }: { memberId: string }) => memberId).sort();

describe('adding', () => {
  it('makes people members, and gives the new ones', async () => {
    const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE', 'SECRET']) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.adds(id, ravi);
      const { members, failures } = await olga.adds(id, ravi, mira, mira);
      expect(members).toEqual([
        { memberId: 'mira', role: { value: 'MEMBER' }, joinedDate: expect.any(String) as unknown },
      ]);
      expect(failures).toEqual([{ id: 'ravi', code: 'ALREADY_A_MEMBER', description: expect.any(String) as unknown }]);
      expect(idsIn(await olga.get(`/v2/groups/${id}/members`).expect(200))).toEqual(['mira', 'olga', 'ravi']);
      await writesNothing(() =>
        olga.post(`/v2/groups/${id}/members`, { memberIds: ['olga', 'ravi'] }).expect(409, 'ALREADY_A_MEMBER'),
      );
    }
  });

  it('approves a pending request', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await olga.adds(id, ravi);
    await ravi.get(`/v2/groups/${id}/join-requests`).expect(200, listing({ status: 'APPROVED' }));
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2, pendingMembersCount: 0 } });
  });

  it('is for admins, site admins and apps, and for members where the settings allow it', async () => {
    const { olga, mira, zoe, ravi, siteAdmin, app, visitor } = await people('olga', 'mira', 'zoe', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    await olga.makesAdmin(id, mira);
    const add = { memberIds: ['ravi'] };
    const path = `/v2/groups/${id}/members`;
    const refused = (...callers: (typeof olga)[]) =>
      writesNothing(async () => {
        for (const who of callers) await who.post(path, add).expect(403, 'PERMISSION_DENIED');
        await visitor.post(path, add).expect(401, 'UNAUTHENTICATED');
      });
    const allowed = async (...callers: (typeof olga)[]) => {
      for (const who of callers) {
        await who.adds(id, ravi);
        await ravi.leaves(id);
      }
    };
    await refused(ravi, zoe);
    await allowed(olga, mira, siteAdmin, app);
    await olga.changes(id, { settings: { allowedToAddMembers: 'ALL_MEMBERS' } });
    await refused(ravi);
    await allowed(olga, mira, zoe, siteAdmin, app);
    await olga.changes(id, { settings: { allowedToAddMembers: 'OWNER' } });
    await refused(ravi, zoe, mira);
    await allowed(olga, siteAdmin, app);
  });

  it('to a secret group is for every member, unless it is reserved to the owner', async () => {
    const { olga, zoe, ravi, kim } = await people('olga', 'zoe', 'ravi', 'kim');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.adds(id, zoe);
    await zoe.adds(id, ravi);
    await kim.post(`/v2/groups/${id}/members`, { memberIds: ['kim'] }).expect(404, 'GROUP_NOT_FOUND');
    await olga.changes(id, { settings: { allowedToAddMembers: 'OWNER' } });
    await writesNothing(() =>
      zoe.post(`/v2/groups/${id}/members`, { memberIds: ['kim'] }).expect(403, 'PERMISSION_DENIED'),
    );
    await olga.adds(id, kim);
  });
});

describe('removing', () => {
  it('ends memberships, of admins too', async () => {
    const { olga, ravi, mira, zoe } = await people('olga', 'ravi', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi, mira, zoe);
    await olga.makesAdmin(id, mira);
    expect(await olga.removes(id, ravi, mira)).toEqual({});
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2 } });
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'olga' }, { memberId: 'zoe' }));
    await mira.patch(`/v2/groups/${id}`, { group: { teaser: 'x' } }).expect(403, 'PERMISSION_DENIED');
    await mira.joins(id);
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'mira', role: { value: 'MEMBER' } }));
  });

  it('lists the failures', async () => {
    const { olga, ravi, mira, zoe, siteAdmin } = await people('olga', 'ravi', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi, mira);
    await olga.makesAdmin(id, mira);
    const { failures } = await mira.removes(id, olga, ravi, zoe);
    expect(failures).toEqual([
      { id: 'olga', code: 'OWNER_STAYS', description: expect.any(String) as unknown },
      { id: 'zoe', code: 'NOT_A_MEMBER', description: expect.any(String) as unknown },
    ]);
    await writesNothing(async () => {
      const path = `/v2/groups/${id}/members`;
      await olga.delete(`${path}?memberIds=olga`).expect(409, 'OWNER_STAYS');
      await siteAdmin.delete(`${path}?memberIds=olga&memberIds=ravi`).expect(409, 'OWNER_STAYS');
      await olga.delete(`${path}?memberIds=ravi`).expect(404, 'NOT_A_MEMBER');
    });
  });

  it('is for admins, site admins and apps', async () => {
    const { olga, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'ravi', 'zoe');
    const id = await olga.createsGroup({ settings: { allowedToAddMembers: 'ALL_MEMBERS' } });
    await olga.adds(id, ravi);
    await writesNothing(async () => {
      for (const who of [ravi, zoe])
        await who.delete(`/v2/groups/${id}/members?memberIds=ravi`).expect(403, 'PERMISSION_DENIED');
      await visitor.delete(`/v2/groups/${id}/members?memberIds=ravi`).expect(401, 'UNAUTHENTICATED');
    });
    for (const who of [siteAdmin, app]) {
      await who.removes(id, ravi);
      await ravi.joins(id);
    }
  });

  it('oneself is like leaving, for an admin', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    await mira.removes(id, mira);
    await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
  });
});

describe('the list of members', () => {
  it('is for signed-in people, the latest member first', async () => {
    const { olga, ravi, mira, zoe, siteAdmin, app, visitor } = await people('olga', 'ravi', 'mira', 'zoe');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    for (const one of [ravi, mira]) {
      await nextMillisecond();
      await olga.adds(id, one);
    }
    const latestFirst = listing({ memberId: 'mira' }, { memberId: 'ravi' }, { memberId: 'olga' });
    for (const who of [olga, ravi, zoe, siteAdmin, app]) {
      await who.get(`/v2/groups/${id}/members`).expect(200, latestFirst);
      await who.post(`/v2/groups/${id}/members/query`).expect(200, latestFirst);
    }
    await zoe.get(`/v2/groups/${id}/members?groupId=${id}&limit=1&offset=1`).expect(200, {
      members: [{ memberId: 'ravi' }],
      metadata: { count: 1, offset: 1, total: 3, tooManyToCount: false },
    });
    await visitor.get(`/v2/groups/${id}/members`).expect(401, 'UNAUTHENTICATED');
    await visitor.post(`/v2/groups/${id}/members/query`).expect(401, 'UNAUTHENTICATED');
  });

  it('is for admins only if the settings hide it', async () => {
    const { olga, mira, ravi, zoe, siteAdmin, app } = await people('olga', 'mira', 'ravi', 'zoe');
    const id = await olga.createsGroup({ settings: { showMemberList: false } });
    await olga.adds(id, mira, ravi);
    await olga.makesAdmin(id, mira);
    for (const who of [olga, mira, siteAdmin, app]) await who.get(`/v2/groups/${id}/members`).expect(200);
    for (const who of [ravi, zoe]) {
      await who.get(`/v2/groups/${id}/members`).expect(403, 'PERMISSION_DENIED');
      await who.post(`/v2/groups/${id}/members/query`).expect(403, 'PERMISSION_DENIED');
    }
  });

  it('can be queried and sorted', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi);
    await nextMillisecond();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    const query = (query: object) => ravi.post(`/v2/groups/${id}/members/query`, { query });
    await query({ filter: { role: 'MEMBER' } }).expect(200, listing({ memberId: 'ravi' }));
    await query({ filter: { 'role.value': { $ne: 'MEMBER' } } }).expect(
      200,
      listing({ memberId: 'mira' }, { memberId: 'olga' }),
    );
    await query({ filter: { memberId: { $in: ['ravi', 'nobody'] } } }).expect(200, listing({ memberId: 'ravi' }));
    await query({ filter: { joinedDate: { $gt: '2020-01-01' } }, paging: { limit: 2 } }).expect(200, {
      metadata: { count: 2, total: 3 },
    });
    const sort = [
      { fieldName: 'role', order: 'DESC' },
      { fieldName: 'joinedDate', order: 'ASC' },
    ];
    await query({ sort }).expect(200, listing({ memberId: 'ravi' }, { memberId: 'olga' }, { memberId: 'mira' }));
    await query({ filter: { role: 'OWNER' } }).expect(400, 'query.filter.role');
    await query({ filter: { groupId: id } }).expect(400, 'query.filter.groupId');
    await query({ sort: [{ fieldName: 'memberId' }] }).expect(400, 'query.sort[0].fieldName');
  });
});
