import { containing, listing } from '../support/call';
import { accepts, declines, invitationsOf, naming, revokes } from '../support/invitations';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const aSentence = expect.any(String) as unknown;
const privacies = ['PUBLIC', 'PRIVATE', 'SECRET'] as const;
const missingGroupId = '00000000-0000-4000-8000-000000000000';

describe('accepting', () => {
  it('makes the person a member, in a group of any privacy', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.invites(id, ravi);
      const response = await accepts(ravi, id).expect(200);
      expect(response).toEqual({ member: { memberId: 'ravi', role: { value: 'MEMBER' }, joinedDate: aDate } });
      await ravi.get(`/v2/groups/${id}/members`).expect(200, containing(response.member));
      await olga.get(invitationsOf(id)).expect(200, listing());
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2, pendingMembersCount: 0 } });
      await writesNothing(async () => {
        await accepts(ravi, id).expect(409, 'ALREADY_A_MEMBER');
        await declines(ravi, id).expect(409, 'ALREADY_A_MEMBER');
      });
    }
  });

  it('needs a public profile; declining does not', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    await ravi.shows('PRIVATE');
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.invites(id, ravi);
      await writesNothing(() => accepts(ravi, id).expect(403, 'PUBLIC_PROFILE_REQUIRED'));
      expect(await declines(ravi, id).expect(200)).toEqual({});
    }
  });

  it('and declining need an open invitation', async () => {
    const { olga, mira, zoe, ravi, siteAdmin, app, visitor } = await people('olga', 'mira', 'zoe', 'ravi');
    for (const privacyStatus of ['PUBLIC', 'PRIVATE']) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.adds(id, mira, zoe);
      await olga.makesAdmin(id, mira);
      await writesNothing(async () => {
        for (const decides of [accepts, declines]) {
          await decides(visitor, id).expect(401, 'UNAUTHENTICATED');
          for (const who of [ravi, siteAdmin]) await decides(who, id).expect(404, 'INVITATION_NOT_FOUND');
          for (const who of [olga, mira, zoe]) await decides(who, id).expect(409, 'ALREADY_A_MEMBER');
          await decides(app, id).expect(403, 'MEMBER_IDENTITY_REQUIRED');
          await decides(ravi, missingGroupId).expect(404, 'GROUP_NOT_FOUND');
        }
      });
      await olga.invites(id, siteAdmin);
      await accepts(siteAdmin, id).expect(200, { member: { role: { value: 'MEMBER' } } });
    }
    const secret = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await writesNothing(async () => {
      for (const decides of [accepts, declines]) await decides(ravi, secret).expect(404, 'GROUP_NOT_FOUND');
    });
  });

  it('is refused to banned people, whose invitation has ended', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await olga.invites(id, ravi);
    await olga.post(`/v2/groups/${id}/bans`, naming(ravi)).expect(200);
    await writesNothing(async () => {
      await accepts(ravi, id).expect(403, 'BANNED');
      await declines(ravi, id).expect(404, 'INVITATION_NOT_FOUND');
      await olga.post(invitationsOf(id), naming(ravi)).expect(403, 'BANNED');
    });
    await olga.delete(`/v2/groups/${id}/bans/ravi`).expect(200);
    await writesNothing(() => accepts(ravi, id).expect(404, 'INVITATION_NOT_FOUND'));
    await olga.invites(id, ravi);
    await accepts(ravi, id).expect(200);
  });

  it('also happens when an invited person joins or requests to join', async () => {
    const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ privacyStatus });
      await olga.invites(id, ravi, mira);
      for (const who of [ravi, mira]) await who.shows('PRIVATE');
      await writesNothing(async () => {
        await ravi.post(`/v2/groups/${id}/join`).expect(403, 'PUBLIC_PROFILE_REQUIRED');
        await mira.post(`/v2/groups/${id}/join-requests`).expect(403, 'PUBLIC_PROFILE_REQUIRED');
      });
      for (const who of [ravi, mira]) await who.shows('PUBLIC');
      await ravi.joins(id);
      const { joinGroupRequest } = await mira.post(`/v2/groups/${id}/join-requests`, { message: 'Hi' }).expect(200);
      expect(joinGroupRequest).toMatchObject({ siteMemberId: 'mira', status: 'APPROVED', message: 'Hi' });
      await mira.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'ravi' }, { memberId: 'mira' }));
      await olga.get(invitationsOf(id)).expect(200, listing());
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 3, pendingMembersCount: 0 } });
      await writesNothing(() => mira.post(`/v2/groups/${id}/join-requests`).expect(409, 'ALREADY_A_MEMBER'));
    }
  });
});

describe('an invitation beside a request', () => {
  const both = async () => {
    const everybody = await people('olga', 'ravi');
    const { olga, ravi } = everybody;
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await olga.invites(id, ravi);
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { pendingMembersCount: 1 } });
    const shows = async (requests: string, invitations: number, members: number) => {
      await ravi.get(`/v2/groups/${id}/join-requests`).expect(200, listing({ status: requests }));
      await olga.get(invitationsOf(id)).expect(200, { metadata: { total: invitations } });
      const pendingMembersCount = requests === 'PENDING' ? 1 : 0;
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: members, pendingMembersCount } });
    };
    return { ...everybody, id, shows };
  };
  const requests = (id: string) => `/v2/groups/${id}/join-requests`;

  it('closes the request when it is accepted or declined', async () => {
    const accepted = await both();
    await accepts(accepted.ravi, accepted.id).expect(200);
    await accepted.shows('APPROVED', 0, 2);
    const requested = await both();
    await requested.ravi
      .post(requests(requested.id))
      .expect(200, { joinGroupRequest: { status: 'APPROVED', siteMemberId: 'ravi' } });
    await requested.shows('APPROVED', 0, 2);
    const declined = await both();
    await declines(declined.ravi, declined.id).expect(200);
    await declined.shows('CANCELED', 0, 1);
  });

  it('ends when the request is approved or rejected, or the person is added', async () => {
    const approved = await both();
    await approved.olga.approves(approved.id, approved.ravi);
    await approved.shows('APPROVED', 0, 2);
    const rejected = await both();
    await rejected.olga.post(`${requests(rejected.id)}/reject`, { rejections: [{ memberId: 'ravi' }] }).expect(200);
    await rejected.shows('REJECTED', 0, 1);
    await writesNothing(() => accepts(rejected.ravi, rejected.id).expect(404, 'INVITATION_NOT_FOUND'));
    const added = await both();
    await added.olga.adds(added.id, added.ravi);
    await added.shows('APPROVED', 0, 2);
  });

  it('stays when the request is canceled, and the request stays when it is revoked', async () => {
    const canceled = await both();
    await canceled.ravi.post(`${requests(canceled.id)}/cancel`).expect(200);
    await canceled.shows('CANCELED', 1, 1);
    await accepts(canceled.ravi, canceled.id).expect(200);
    const revoked = await both();
    await revokes(revoked.olga, revoked.ravi, revoked.id).expect(200);
    await revoked.shows('PENDING', 0, 1);
    await revoked.olga.approves(revoked.id, revoked.ravi);
  });

  it('stays open in a group that turns secret, and ends in one that turns public', async () => {
    const { olga, ravi, id } = await both();
    await olga.changes(id, { privacyStatus: 'SECRET' });
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { pendingMembersCount: 0 } });
    await ravi.get('/v2/members/me/invitations').expect(200, listing({ groupId: id }));
    await accepts(ravi, id).expect(200);
    const opened = await both();
    await opened.olga.changes(opened.id, { privacyStatus: 'PUBLIC' });
    await opened.shows('APPROVED', 0, 2);
  });
});

describe('adding', () => {
  it('invites people with a private profile instead', async () => {
    const { olga, ravi, mira, kim, zoe, siteAdmin } = await people('olga', 'ravi', 'mira', 'kim', 'zoe');
    for (const privacyStatus of privacies) {
      const id = await olga.createsGroup({ privacyStatus });
      await ravi.shows('PRIVATE');
      await olga.adds(id, zoe);
      await siteAdmin.invites(id, mira);
      await mira.shows('PRIVATE');
      const response = await olga.adds(id, kim, ravi, mira, zoe);
      expect(response).toEqual({
        members: [{ memberId: 'kim', role: { value: 'MEMBER' }, joinedDate: aDate }],
        invited: [
          { groupId: id, memberId: 'ravi', invitedById: 'olga', createdDate: aDate },
          { groupId: id, memberId: 'mira', invitedById: 'site-admin', createdDate: aDate },
        ],
        failures: [{ id: 'zoe', code: 'ALREADY_A_MEMBER', description: aSentence }],
      });
      await writesNothing(async () =>
        expect(await siteAdmin.adds(id, mira, ravi)).toEqual({ members: [], invited: [...response.invited].reverse() }),
      );
      await ravi.get('/v2/members/me/invitations').expect(200, containing({ groupId: id, invitedById: 'olga' }));
      for (const who of [ravi, mira]) await who.shows('PUBLIC');
      expect(await olga.adds(id, mira)).not.toHaveProperty('invited');
      await accepts(ravi, id).expect(200);
      await olga.get(invitationsOf(id)).expect(200, listing());
      await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 5 } });
    }
  });
});

describe('an open invitation to a secret group', () => {
  it('shows the group, but none of its lists', async () => {
    const { olga, ravi, kim, siteAdmin } = await people('olga', 'ravi', 'kim');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET', settings: { membersCanApprove: true } });
    const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
    const entrance = [`/v2/groups/${id}`, `/v2/groups/slugs/${group.slug}`];
    const lists = [`/v2/groups/${id}/members`, `/v2/groups/${id}/join-requests`, invitationsOf(id)];
    const isMissing = async (path: string) => {
      const hidden = await ravi.get(path);
      const missing = await ravi.get(path.replace(id, missingGroupId).replace(group.slug, 'aBcDeFgH'));
      expect([hidden.status, hidden.body]).toEqual([404, missing.body]);
    };
    for (const path of [...entrance, ...lists]) await isMissing(path);
    await olga.invites(id, ravi);
    const { pendingMembersCount: _hidden, ...shown } = group;
    for (const path of entrance) expect(await ravi.get(path).expect(200)).toEqual({ group: shown });
    for (const path of lists) await isMissing(path);
    await ravi.post(`/v2/groups/${id}/join-requests/query`).expect(404, 'GROUP_NOT_FOUND');
    await ravi.get('/v2/groups').expect(200, { groups: [], metadata: { total: 0 } });
    await ravi.post('/v2/groups/query', { query: { filter: { id } } }).expect(200, listing());
    await ravi.get('/v2/members/me/memberships').expect(200, listing());
    await kim.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
    await siteAdmin.get(`/v2/groups/${id}`).expect(200);
    await declines(ravi, id).expect(200);
    for (const path of [...entrance, ...lists]) await isMissing(path);
  });
});
