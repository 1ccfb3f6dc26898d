import { type Body, listing } from '../support/call';
import { accepts, declines, invitationsOf, naming, revokes } from '../support/invitations';
import type { Person } from '../support/person';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();
const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const aSentence = expect.any(String) as unknown;
const privacies = ['PUBLIC', 'PRIVATE', 'SECRET'] as const;
const missingGroupId = '00000000-0000-4000-8000-000000000000';

describe('inviting', () => {
  it('makes an invitation; inviting again writes nothing', async () => {
    const { olga, ravi, mira, app } = await people('olga', 'ravi', 'mira');
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ privacyStatus });
      const first = await olga.invites(id, ravi);
      const one = { groupId: id, memberId: 'ravi', invitedById: 'olga', createdDate: aDate };
      expect(first).toEqual({ invitations: [one] });
      await writesNothing(async () => expect(await app.invites(id, ravi)).toEqual(first));
      const { invitations } = await app.invites(id, mira, ravi, mira);
      expect(invitations).toEqual([{ groupId: id, memberId: 'mira', createdDate: aDate }, ...first.invitations]);
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: 0 } });
    }
  });

  it('lists the failures', async () => {
    const { olga, ravi, mira, zoe } = await people('olga', 'ravi', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi);
    await olga.post(`/v2/groups/${id}/bans`, naming(zoe)).expect(200);
    expect(await olga.invites(id, ravi, mira, zoe)).toEqual({
      invitations: [expect.objectContaining({ memberId: 'mira' })],
      failures: [
        { id: 'ravi', code: 'ALREADY_A_MEMBER', description: aSentence },
        { id: 'zoe', code: 'BANNED', description: aSentence },
      ],
    });
    await writesNothing(async () => {
      await olga.post(invitationsOf(id), naming(ravi, zoe)).expect(409, 'ALREADY_A_MEMBER');
      await olga.post(invitationsOf(id), naming(zoe, ravi)).expect(403, {
        message: 'BANNED',
        details: { applicationError: { data: { failures: [{ id: 'zoe' }, { id: 'ravi' }] } } },
      });
    });
  });

  it('needs no public profile', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await ravi.shows('PRIVATE');
    await olga.invites(id, ravi);
  });

  it('is for admins, site admins and apps, and for members where the settings allow it', async () => {
    const { olga, mira, zoe, ravi, kim, siteAdmin, app, visitor } = await people('olga', 'mira', 'zoe', 'ravi', 'kim');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    await olga.makesAdmin(id, mira);
    await olga.invites(id, kim);
    const refused = (...callers: Person[]) =>
      writesNothing(async () => {
        for (const who of callers) await who.post(invitationsOf(id), naming(ravi)).expect(403, 'PERMISSION_DENIED');
        await visitor.post(invitationsOf(id), naming(ravi)).expect(401, 'UNAUTHENTICATED');
      });
    const allowed = async (...callers: Person[]) => {
      for (const who of callers) {
        await who.invites(id, ravi);
        await declines(ravi, id).expect(200);
      }
    };
    await refused(ravi, kim, zoe);
    await allowed(olga, mira, siteAdmin, app);
    await olga.changes(id, { settings: { membersCanInvite: true } });
    await refused(ravi, kim);
    await allowed(olga, mira, zoe, siteAdmin, app);
    await olga.changes(id, { settings: { allowedToInviteMembers: 'OWNER' } });
    await refused(ravi, kim, zoe, mira);
    await allowed(olga, siteAdmin, app);
    await writesNothing(() => zoe.post(invitationsOf(missingGroupId), naming(ravi)).expect(404, 'GROUP_NOT_FOUND'));
  });

  it('to a secret group is for every member, unless it is reserved to the owner', async () => {
    const { olga, zoe, ravi, kim } = await people('olga', 'zoe', 'ravi', 'kim');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.adds(id, zoe);
    expect((await zoe.invites(id, ravi)).invitations).toEqual([expect.objectContaining({ invitedById: 'zoe' })]);
    await writesNothing(async () => {
      for (const who of [kim, ravi]) await who.post(invitationsOf(id), naming(kim)).expect(404, 'GROUP_NOT_FOUND');
    });
    await olga.changes(id, { settings: { allowedToInviteMembers: 'OWNER' } });
    await writesNothing(() => zoe.post(invitationsOf(id), naming(kim)).expect(403, 'PERMISSION_DENIED'));
    await olga.invites(id, kim);
  });

  it('refuses an invalid list of people', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const many = (count: number) => Array.from({ length: count }, (_, n) => `person-${n}`);
    await writesNothing(async () => {
      for (const memberIds of [undefined, null, [], 'ravi', many(101), Array(1001).fill('ravi')])
        await olga.post(invitationsOf(id), { memberIds }).expect(400, 'memberIds');
      await olga.post(invitationsOf(id), { memberIds: ['-'] }).expect(400);
      await olga.post(invitationsOf(id), { memberIds: ['ravi'], message: 'Come!' }).expect(400, 'message');
      await olga.post(invitationsOf(id), { memberIds: ['ravi'], groupId: missingGroupId }).expect(400, 'groupId');
      await olga.post(invitationsOf('yoga'), { memberIds: ['ravi'] }).expect(400, 'groupId');
    });
    await olga.post(invitationsOf(id), { memberIds: Array(1000).fill('ravi') as string[] }).expect(200, listing({}));
  });

  it('is limited to a thousand open invitations, also when adding people', async () => {
    const { olga, ravi, mira, siteAdmin } = await people('olga', 'ravi', 'mira');
    const id = await olga.createsGroup();
    const batch = (n: number, from = 0) => Array.from({ length: 100 - from }, (_, m) => `person-${n}-${m + from}`);
    for (let n = 0; n < 9; n++) await olga.post(invitationsOf(id), { memberIds: batch(n) }).expect(200);
    await olga.post(invitationsOf(id), { memberIds: batch(9, 3) }).expect(200);
    await ravi.shows('PRIVATE');
    await olga.adds(id, ravi);
    const { invitations, failures } = await siteAdmin
      .post(invitationsOf(id), { memberIds: ['last', 'very-last', 'late', 'later', 'person-0-0'] })
      .expect(200);
    expect(invitations).toHaveLength(3);
    expect(failures.map(({ code }: Body) => code)).toEqual(['TOO_MANY_PENDING', 'TOO_MANY_PENDING']);
    await olga.get(`${invitationsOf(id)}?limit=1`).expect(200, { metadata: { count: 1, total: 1000 } });
    await mira.shows('PRIVATE');
    await writesNothing(async () => {
      await olga.post(invitationsOf(id), { memberIds: ['late'] }).expect(409, 'TOO_MANY_PENDING');
      await siteAdmin.post(`/v2/groups/${id}/members`, naming(mira)).expect(409, 'TOO_MANY_PENDING');
      await olga.post(invitationsOf(id), { memberIds: ['person-0-0'] }).expect(200);
      await olga.post(`/v2/groups/${id}/members`, naming(ravi)).expect(200, { members: [], invited: [{}] });
    });
    await mira.shows('PUBLIC');
    await olga.adds(id, mira);
    await declines(ravi, id).expect(200);
    await olga.post(invitationsOf(id), { memberIds: ['late'] }).expect(200);
  });
});

describe('the invitations of a group', () => {
  it('are shown to admins, and to members those they made, newest first', async () => {
    const { olga, mira, zoe, ravi, kim, lea, siteAdmin, app, visitor } = await people(
      ...['olga', 'mira', 'zoe', 'ravi', 'kim', 'lea'],
    );
    const id = await olga!.createsGroup({ settings: { membersCanInvite: true } });
    await olga!.adds(id, mira!, zoe!);
    await olga!.makesAdmin(id, mira!);
    for (const [by, who] of [
      [zoe!, ravi!],
      [mira!, kim!],
      [zoe!, lea!],
    ] as const) {
      await by.invites(id, who);
      await nextMillisecond();
    }
    const all = [{ memberId: 'lea' }, { memberId: 'kim' }, { memberId: 'ravi' }];
    for (const who of [olga, mira, siteAdmin, app]) {
      await who!.get(invitationsOf(id)).expect(200, listing(...all));
      await who!.get(`${invitationsOf(id)}?groupId=${id}&limit=1&offset=1`).expect(200, {
        invitations: [{ groupId: id, memberId: 'kim', invitedById: 'mira', createdDate: aDate }],
        metadata: { count: 1, offset: 1, total: 3, tooManyToCount: false },
      });
    }
    await zoe!.get(invitationsOf(id)).expect(200, listing(all[0]!, all[2]!));
    await zoe!.get(invitationsOf(id)).expect(200, { metadata: { total: 2 } });
    for (const who of [ravi, kim]) await who!.get(invitationsOf(id)).expect(403, 'PERMISSION_DENIED');
    await visitor.get(invitationsOf(id)).expect(401, 'UNAUTHENTICATED');
    await olga!.changes(id, { settings: { allowedToInviteMembers: 'OWNER' } });
    await mira!.get(invitationsOf(id)).expect(200, listing(...all));
    await zoe!.get(invitationsOf(id)).expect(200, listing(all[0]!, all[2]!));
    for (const bad of ['limit=0', 'limit=1001', 'offset=-1', 'sort=memberId', 'groupId=x'])
      await olga!.get(`${invitationsOf(id)}?${bad}`).expect(400);
  });

  it('of a secret group are hidden as if the group did not exist, also from invited people', async () => {
    const { olga, zoe, ravi, kim } = await people('olga', 'zoe', 'ravi', 'kim');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.adds(id, zoe);
    await zoe.invites(id, ravi);
    const missing = await kim.get(invitationsOf(missingGroupId));
    for (const who of [ravi, kim]) {
      const hidden = await who.get(invitationsOf(id));
      expect([hidden.status, hidden.body]).toEqual([404, missing.body]);
    }
    for (const who of [olga, zoe]) await who.get(invitationsOf(id)).expect(200, listing({ memberId: 'ravi' }));
  });
});

describe('the invitations of a person', () => {
  it('are shown to that person, with the groups, newest first', async () => {
    const { olga, ravi, kim, siteAdmin, app, visitor } = await people('olga', 'ravi', 'kim');
    const found: object[] = [];
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ name: `A ${privacyStatus} one`, privacyStatus });
      const { invitations } = await olga.invites(id, ravi);
      const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
      found.unshift({ ...invitations[0], group: { id, name: group.name, slug: group.slug, privacyStatus } });
      await nextMillisecond();
    }
    for (const path of ['/v2/members/me/invitations', '/v2/members/ravi/invitations?memberId=ravi'])
      expect(await ravi.get(path).expect(200)).toEqual({
        invitations: found,
        metadata: { count: 3, offset: 0, total: 3, tooManyToCount: false },
      });
    for (const who of [siteAdmin, app]) {
      await who.get('/v2/members/ravi/invitations?limit=1&offset=1').expect(200, listing(found[1]!));
      await who.get('/v2/members/nobody/invitations').expect(200, listing());
    }
    for (const memberId of ['ravi', 'nobody']) {
      await kim.get(`/v2/members/${memberId}/invitations`).expect(403, 'PERMISSION_DENIED');
      await visitor.get(`/v2/members/${memberId}/invitations`).expect(401, 'UNAUTHENTICATED');
    }
    await app.get('/v2/members/me/invitations').expect(403, 'MEMBER_IDENTITY_REQUIRED');
    await siteAdmin.get('/v2/members/me/invitations').expect(200, listing());
  });

  it('end with their groups, when they are decided, and with a ban', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const groups: string[] = [];
    for (let n = 0; n < 6; n++) {
      groups.push(await olga.createsGroup({ name: `Group ${n}`, privacyStatus: privacies[n % 3] }));
      await olga.invites(groups[n]!, ravi);
    }
    await ravi.get('/v2/members/me/invitations').expect(200, { metadata: { total: 6 } });
    await olga.delete(`/v2/groups/${groups[0]}`).expect(200);
    await revokes(olga, ravi, groups[1]!).expect(200);
    await accepts(ravi, groups[2]!).expect(200);
    await declines(ravi, groups[3]!).expect(200);
    await olga.post(`/v2/groups/${groups[4]}/bans`, naming(ravi)).expect(200);
    await ravi.get('/v2/members/me/invitations').expect(200, listing({ groupId: groups[5]! }));
    for (const id of [groups[1], groups[4]]) await olga.get(invitationsOf(id!)).expect(200, listing());
    await writesNothing(() => accepts(ravi, groups[0]!).expect(404, 'GROUP_NOT_FOUND'));
  });
});

describe('revoking', () => {
  it('is for admins, site admins and apps, and for the member who invited', async () => {
    const { olga, mira, zoe, yui, ravi, kim, siteAdmin, app, visitor } = await people(
      ...['olga', 'mira', 'zoe', 'yui', 'ravi', 'kim'],
    );
    const id = await olga!.createsGroup({ settings: { membersCanInvite: true } });
    await olga!.adds(id, mira!, zoe!, yui!);
    await olga!.makesAdmin(id, mira!);
    for (const by of [olga, mira, zoe, siteAdmin, app]) {
      await zoe!.invites(id, ravi!);
      await writesNothing(async () => {
        for (const who of [yui, ravi, kim]) await revokes(who!, ravi!, id).expect(403, 'PERMISSION_DENIED');
        await visitor.delete(`${invitationsOf(id)}/ravi`).expect(401, 'UNAUTHENTICATED');
      });
      expect(await revokes(by!, ravi!, id).expect(200)).toEqual({});
      await olga!.get(invitationsOf(id)).expect(200, listing());
      await writesNothing(async () => {
        for (const who of [olga, mira, siteAdmin, app])
          await revokes(who!, ravi!, id).expect(404, 'INVITATION_NOT_FOUND');
        await revokes(zoe!, ravi!, id).expect(403, 'PERMISSION_DENIED');
        await accepts(ravi!, id).expect(404, 'INVITATION_NOT_FOUND');
      });
    }
    await zoe!.invites(id, ravi!);
    await zoe!.leaves(id);
    await writesNothing(async () => {
      await revokes(zoe!, ravi!, id).expect(403, 'PERMISSION_DENIED');
      await olga!.delete(`${invitationsOf(id)}/-`).expect(400, 'memberId');
      await olga!.delete(`${invitationsOf(missingGroupId)}/ravi`).expect(404, 'GROUP_NOT_FOUND');
    });
  });

  it('in a secret group is hidden from non-members and invited people', async () => {
    const { olga, ravi, kim } = await people('olga', 'ravi', 'kim');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await olga.invites(id, ravi);
    await writesNothing(async () => {
      for (const who of [ravi, kim]) await revokes(who, ravi, id).expect(404, 'GROUP_NOT_FOUND');
      await ravi.delete(`${invitationsOf(id)}/me`).expect(404, 'GROUP_NOT_FOUND');
    });
    await revokes(olga, ravi, id).expect(200);
    await ravi.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  });
});
