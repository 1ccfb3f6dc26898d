import type { Body } from '../support/call';
import { listing } from '../support/call';
import type { Client } from '../support/client';
import { invitationsOf } from '../support/invitations';
import { appendFromAnotherProcess } from '../support/append-from-another-process';
import { eventually, stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, service, writesNothing } = stories();

const bansIn = (id: string) => `/v2/groups/${id}/bans`;
const bans = (who: Client, id: string, memberIds: readonly string[], reason?: string) =>
  who.post(bansIn(id), { memberIds, reason });
const missingGroupId = '00000000-0000-4000-8000-000000000000';

describe('a ban', () => {
  it('ends the membership, the request and the invitation of the person, and keeps them out', async () => {
    const { olga, mira, ravi, tomo } = await people('olga', 'mira', 'ravi', 'tomo');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await olga.adds(id, mira);
    await ravi.asks(id);
    const { bans: made } = await bans(olga, id, ['mira', 'ravi', 'tomo'], 'Spam.').expect(200);
    expect(made).toEqual(
      ['mira', 'ravi', 'tomo'].map((memberId) => ({
        memberId,
        reason: 'Spam.',
        bannedById: 'olga',
        createdDate: expect.any(String) as unknown,
      })),
    );
    await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: 0 } });
    await ravi
      .get(`/v2/groups/${id}/join-requests`)
      .expect(200, (body) =>
        expect(body.joinGroupRequests).toMatchObject([
          { status: 'REJECTED', requestDetails: { rejectionReason: 'This person cannot become a member.' } },
        ]),
      );
    await writesNothing(async () => {
      for (const who of [mira, ravi, tomo]) {
        await who.post(`/v2/groups/${id}/join-requests`).expect(403, 'BANNED');
        await who.post(`/v2/groups/${id}/join`).expect(403, 'BANNED');
        await olga.post(`/v2/groups/${id}/members`, { memberIds: [who.id] }).expect(403, 'BANNED');
      }
    });
  });

  it('ends the open invitations that the person made in the group, and none that they make after it was lifted', async () => {
    const { olga, mira, ravi, tomo, zoe } = await people('olga', 'mira', 'ravi', 'tomo', 'zoe');
    const [id, other] = [await olga.createsGroup({ privacyStatus: 'SECRET' }), await olga.createsGroup()];
    for (const group of [id, other]) {
      await olga.adds(group, mira);
      await olga.makesAdmin(group, mira);
      await mira.invites(group, ravi, tomo);
    }
    await olga.invites(id, zoe);
    await bans(olga, id, ['mira']).expect(200);
    await olga.get(invitationsOf(id)).expect(200, listing({ memberId: 'zoe' }));
    await olga.get(invitationsOf(other)).expect(200, listing({ memberId: 'tomo' }, { memberId: 'ravi' }));
    await ravi.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
    await olga.delete(`${bansIn(id)}/mira`).expect(200);
    await olga.adds(id, mira);
    await mira.invites(id, ravi);
    await bans(olga, id, ['tomo']).expect(200);
    await olga.get(invitationsOf(id)).expect(200, listing({ memberId: 'ravi' }, { memberId: 'zoe' }));
  });

  it('is for admins, site admins and apps', async () => {
    const { olga, mira, ravi, tomo, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'tomo');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, ravi);
    await olga.makesAdmin(id, mira);
    for (const who of [olga, mira, siteAdmin, app]) {
      await bans(who, id, ['tomo']).expect(200, (body) =>
        expect(body.bans[0].bannedById).toBe(who === app ? undefined : who.id),
      );
      await who.get(bansIn(id)).expect(200, listing({ memberId: 'tomo' }));
      expect(await who.delete(`${bansIn(id)}/tomo`).expect(200)).toEqual({});
    }
    await bans(olga, id, ['zoe']).expect(200);
    await writesNothing(async () => {
      for (const who of [ravi, tomo]) {
        await bans(who, id, ['mira']).expect(403, 'PERMISSION_DENIED');
        await who.get(bansIn(id)).expect(403, 'PERMISSION_DENIED');
        for (const whom of ['zoe', 'mira']) await who.delete(`${bansIn(id)}/${whom}`).expect(403, 'PERMISSION_DENIED');
      }
      await bans(visitor, id, ['mira']).expect(401, 'UNAUTHENTICATED');
      await visitor.get(bansIn(id)).expect(401, 'UNAUTHENTICATED');
      await visitor.delete(`${bansIn(id)}/zoe`).expect(401, 'UNAUTHENTICATED');
    });
  });

  it('is hidden with its group', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const secret = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.adds(secret, mira);
    await bans(olga, secret, ['mira']).expect(200);
    for (const who of [mira, ravi])
      for (const id of [secret, missingGroupId])
        await writesNothing(async () => {
          await who.get(bansIn(id)).expect(404, 'GROUP_NOT_FOUND');
          await bans(who, id, ['olga']).expect(404, 'GROUP_NOT_FOUND');
          await who.delete(`${bansIn(id)}/mira`).expect(404, 'GROUP_NOT_FOUND');
        });
    await writesNothing(() => olga.post(`/v2/groups/${secret}/members`, { memberIds: ['mira'] }).expect(403, 'BANNED'));
  });

  it('is not changed by banning again', async () => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    const first = await bans(mira, id, ['ravi'], 'Spam.').expect(200);
    await writesNothing(async () =>
      expect(await bans(siteAdmin, id, ['ravi', 'ravi'], 'Other.').expect(200)).toEqual(first),
    );
  });

  it('of an admin also ends the admin role', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    await bans(olga, id, ['mira'], 'Spam.').expect(200, (body) =>
      expect(body.bans).toMatchObject([{ memberId: 'mira', reason: 'Spam.', bannedById: 'olga' }]),
    );
    await mira.patch(`/v2/groups/${id}`, { group: { name: 'Mine' } }).expect(403, 'PERMISSION_DENIED');
    await olga.get(bansIn(id)).expect(200, listing({ memberId: 'mira', reason: 'Spam.', bannedById: 'olga' }));
    await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
    await olga.delete(`${bansIn(id)}/mira`).expect(200);
    await mira.joins(id);
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2 } });
    await mira.patch(`/v2/groups/${id}`, { group: { name: 'Mine' } }).expect(403, 'PERMISSION_DENIED');
  });

  it('of an admin is completed after a crash', async () => {
    const { olga, mira, site } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    await appendFromAnotherProcess(service().events, site, `group-${site}.${id}`, {
      type: 'RoleUnassigned',
      data: {
        groupId: id,
        memberId: 'mira',
        role: 'ADMIN',
        because: 'BANNED',
        ban: { bannedById: 'olga', reason: 'Spam.' },
      },
    });
    await mira.post(`/v2/groups/${id}/join`).expect(403, 'BANNED');
    await eventually(() =>
      olga.get(bansIn(id)).expect(200, listing({ memberId: 'mira', reason: 'Spam.', bannedById: 'olga' })),
    );
    await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1 } });
  });

  it('is refused for the owner and for ended accounts', async () => {
    const { olga, mira, siteAdmin, app } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    await app.delete('/v2/site-members/gone').expect(200);
    await writesNothing(async () => {
      for (const who of [olga, mira, siteAdmin]) await bans(who, id, ['olga']).expect(409, 'OWNER_STAYS');
      await bans(mira, id, ['gone']).expect(404, 'SITE_MEMBER_NOT_FOUND');
    });
    await bans(mira, id, ['gone', 'ravi', 'olga']).expect(200, (body) => {
      expect(body.bans.map(({ memberId }: Body) => memberId)).toEqual(['ravi']);
      expect(body.failures.map(({ id: whom, code }: Body) => [whom, code])).toEqual([
        ['gone', 'SITE_MEMBER_NOT_FOUND'],
        ['olga', 'OWNER_STAYS'],
      ]);
    });
  });

  it('ends when it is lifted, which restores no membership', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await bans(olga, id, ['mira']).expect(200);
    await olga.delete(`${bansIn(id)}/mira`).expect(200);
    await olga.get(bansIn(id)).expect(200, { bans: [], metadata: { total: 0 } });
    await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
    await writesNothing(() => olga.delete(`${bansIn(id)}/mira`).expect(404, 'BAN_NOT_FOUND'));
    await mira.joins(id);
  });

  it('is shown without its reason to the banned person', async () => {
    const { olga, siteAdmin } = await people('olga');
    const id = await olga.createsGroup();
    const withoutReason = (body: Body) => expect(body.bans[0]).not.toHaveProperty('reason');
    await bans(olga, id, [siteAdmin.id], 'Spam.').expect(200);
    await olga.get(bansIn(id)).expect(200, listing({ memberId: siteAdmin.id, reason: 'Spam.' }));
    await siteAdmin.get(bansIn(id)).expect(200, withoutReason);
    await bans(siteAdmin, id, [siteAdmin.id]).expect(200, withoutReason);
    await siteAdmin.post(`/v2/groups/${id}/join`).expect(403, 'BANNED');
  });

  it('is listed with the newest first, page by page', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    for (const name of ['a', 'b', 'c']) {
      await bans(olga, id, [name]).expect(200);
      await nextMillisecond();
    }
    await olga.get(bansIn(id)).expect(200, listing({ memberId: 'c' }, { memberId: 'b' }, { memberId: 'a' }));
    const page = await olga.get(`${bansIn(id)}?limit=1&offset=1`).expect(200, listing({ memberId: 'b' }));
    expect(page.metadata).toEqual({ count: 1, offset: 1, total: 3, tooManyToCount: false });
  });

  it('rejects a pending request, also for a group that turns public later', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await bans(olga, id, ['ravi']).expect(200);
    await olga
      .post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['ravi'] })
      .expect(409, 'JOIN_REQUEST_NOT_PENDING');
    await olga.changes(id, { privacyStatus: 'PUBLIC' });
    await ravi.post(`/v2/groups/${id}/join`).expect(403, 'BANNED');
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: 0 } });
  });

  it('accepts member ids and a reason, and nothing else', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    await writesNothing(async () => {
      await olga.post(bansIn(id)).expect(400, 'memberIds');
      await olga.post(bansIn(id), { memberIds: [] }).expect(400, 'memberIds');
      await olga.post(bansIn(id), { memberIds: ['-'] }).expect(400, 'memberIds');
      await olga.post(bansIn(id), { memberIds: ['a'], reason: 'x'.repeat(1001) }).expect(400, 'reason');
      await olga.post(bansIn(id), { memberIds: ['a'], reason: null }).expect(400, 'reason');
      await olga.post(bansIn(id), { memberIds: ['a'], until: 'tomorrow' }).expect(400, 'until');
      const many = Array.from({ length: 101 }, (_, n) => `person-${n}`);
      await olga.post(bansIn(id), { memberIds: many }).expect(400, 'memberIds');
      await olga.post(bansIn('yoga'), { memberIds: ['a'] }).expect(400, 'groupId');
      await olga.delete(`${bansIn(id)}/-`).expect(400, 'memberId');
      await olga.delete(`${bansIn(id)}/a?reason=x`).expect(400, 'reason');
      await olga.get(`${bansIn(id)}?limit=0`).expect(400, 'limit');
    });
    await olga.post(bansIn(id), { memberIds: ['a'], reason: '🧘'.repeat(1000) }).expect(200);
  });

  it('ends with its group', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    await bans(olga, id, ['ravi']).expect(200);
    await olga.delete(`/v2/groups/${id}`).expect(200);
    await eventually(() => olga.get(bansIn(id)).expect(404, 'GROUP_NOT_FOUND'));
    await bans(olga, id, ['ravi']).expect(404, 'GROUP_NOT_FOUND');
  });
});
