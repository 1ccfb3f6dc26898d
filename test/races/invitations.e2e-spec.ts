import { type Body, listIn, listing } from '../support/call';
import { accepts, declines, invitationsOf, naming, revokes } from '../support/invitations';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';
import { codesOf, rounds, startInTurn, times } from './concurrent-calls';

const { people, service } = stories();
const privacies = ['PUBLIC', 'PRIVATE', 'SECRET'] as const;

describe('at the same moment', () => {
  const count = async (who: Person, path: string): Promise<number> => listIn(await who.get(path).expect(200)).length;
  /** Whether ravi belongs to the group, asks to join or is invited. The counts have to say the same. */
  const participation = async (olga: Person, ravi: Person, id: string) => {
    const members = await count(olga, `/v2/groups/${id}/members`);
    const invitations = await count(olga, invitationsOf(id));
    const { joinGroupRequests } = await ravi.get(`/v2/groups/${id}/join-requests`).expect(200);
    const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
    const request = joinGroupRequests[0]?.status as string | undefined;
    expect(group).toMatchObject({ membersCount: members, pendingMembersCount: request === 'PENDING' ? 1 : 0 });
    return { isMember: members === 2, isInvited: invitations === 1, request };
  };
  it('invited, asking and approved: a member, or waiting, or invited', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (const n of rounds(30)) {
      const id = await olga.createsGroup({ name: `Group ${n}`, privacyStatus: 'PRIVATE' });
      const requests = `/v2/groups/${id}/join-requests`;
      const [invites, asks, approves] = await codesOf(
        ...startInTurn(
          n,
          () => olga.post(invitationsOf(id), naming(ravi)),
          () => ravi.post(requests),
          () => olga.post(`${requests}/approve`, naming(ravi)),
        ),
      );
      expect(asks).toBe(200);
      expect([200, 'ALREADY_A_MEMBER']).toContain(invites);
      expect([200, 'JOIN_REQUEST_NOT_FOUND', 'JOIN_REQUEST_NOT_PENDING']).toContain(approves);
      await eventually(async () => {
        const { isMember, isInvited, request } = await participation(olga, ravi, id);
        expect(isMember).toBe(request === 'APPROVED');
        if (isMember) expect(isInvited).toBe(false);
        else expect([isInvited, approves]).toEqual([true, 'JOIN_REQUEST_NOT_FOUND']);
      });
    }
  });

  it('accepted and revoked: one of the two', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    for (const n of rounds(40)) {
      await olga.invites(id, ravi);
      const [accepting, revoking] = await codesOf(
        ...startInTurn(
          n,
          () => accepts(ravi, id),
          () => revokes(olga, ravi, id),
        ),
      );
      const isMember = await eventually(async () => {
        const now = await participation(olga, ravi, id);
        expect(now.isInvited).toBe(false);
        return now.isMember;
      });
      expect([accepting, revoking]).toEqual(isMember ? [200, 'INVITATION_NOT_FOUND'] : ['INVITATION_NOT_FOUND', 200]);
      if (isMember) await ravi.leaves(id);
    }
  });

  it('accepted and declined, beside a request: one of the two', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    for (const n of rounds(40)) {
      await ravi.asks(id);
      await olga.invites(id, ravi);
      const codes = await codesOf(
        ...startInTurn(
          n,
          () => accepts(ravi, id),
          () => declines(ravi, id),
        ),
      );
      const isMember = await eventually(async () => {
        const now = await participation(olga, ravi, id);
        expect([now.isInvited, now.request]).toEqual([false, now.isMember ? 'APPROVED' : 'CANCELED']);
        return now.isMember;
      });
      expect(codes).toEqual(isMember ? [200, 'ALREADY_A_MEMBER'] : ['INVITATION_NOT_FOUND', 200]);
      if (isMember) await ravi.leaves(id);
    }
  });

  it('accepted many times: once', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    for (const _ of rounds(20)) {
      await olga.invites(id, ravi);
      const codes = await codesOf(...times(5).map(() => accepts(ravi, id)));
      expect(codes.sort()).toEqual([200, ...times(4).map(() => 'ALREADY_A_MEMBER')]);
      await eventually(async () =>
        expect(await participation(olga, ravi, id)).toEqual({ isMember: true, isInvited: false, request: undefined }),
      );
      await ravi.leaves(id);
    }
  });

  it('invited many times: once', async () => {
    const { olga, siteAdmin, app, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    for (const _ of rounds(20)) {
      const bodies = await Promise.all([olga, siteAdmin, app, olga].map((who) => who.invites(id, ravi)));
      for (const body of bodies) expect(body).toEqual(bodies[0]);
      await olga.get(invitationsOf(id)).expect(200, listing(bodies[0].invitations[0]));
      await declines(ravi, id).expect(200);
    }
  });

  it('invited and banned: banned, and not invited', async () => {
    const { olga, siteAdmin, ravi } = await people('olga', 'ravi');
    for (const n of rounds(20)) {
      const id = await olga.createsGroup({ name: `Group ${n}` });
      const [inviting, banning] = await codesOf(
        ...startInTurn(
          n,
          () => siteAdmin.post(invitationsOf(id), naming(ravi)),
          () => olga.post(`/v2/groups/${id}/bans`, naming(ravi)),
        ),
      );
      expect([200, 'BANNED']).toContain(inviting);
      expect(banning).toBe(200);
      await eventually(() => olga.get(invitationsOf(id)).expect(200, listing()));
      await accepts(ravi, id).expect(403, 'BANNED');
    }
  });

  it('invited by somebody who is banned: not invited', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    for (const n of rounds(20)) {
      await olga.adds(id, mira);
      await olga.makesAdmin(id, mira);
      const [inviting, banning] = await codesOf(
        ...startInTurn(
          n,
          () => mira.post(invitationsOf(id), naming(ravi)),
          () => olga.post(`/v2/groups/${id}/bans`, naming(mira)),
        ),
      );
      expect([200, 'PERMISSION_DENIED']).toContain(inviting);
      expect(banning).toBe(200);
      await eventually(() => olga.get(invitationsOf(id)).expect(200, listing()));
      await olga.delete(`/v2/groups/${id}/bans/mira`).expect(200);
    }
  });

  it('invited to a group that is deleted: to nothing', async () => {
    const names = times(6).map((n) => `person-${n}`);
    const them = await people('olga', ...names);
    const { siteAdmin, site } = them;
    const olga = them.olga!;
    const last = async (stream: string) => (await service().events.readStream(stream)).at(-1);
    for (const n of rounds(15)) {
      const id = await olga.createsGroup({ privacyStatus: privacies[n % 3] });
      const invites = (name: string) => siteAdmin.post(invitationsOf(id), { memberIds: [name] });
      const before = names.slice(0, n % 6).map(invites);
      const codes = await codesOf(
        ...before,
        olga.delete(`/v2/groups/${id}`),
        ...names.slice(n % 6).map(invites),
        siteAdmin.post(invitationsOf(id), { memberIds: names }),
      );
      for (const code of codes) expect([200, 'GROUP_NOT_FOUND']).toContain(code);
      for (const name of names) {
        await eventually(() =>
          them[name]!.get('/v2/members/me/invitations').expect(200, { invitations: [], metadata: { total: 0 } }),
        );
        await accepts(them[name]!, id).expect(404, 'GROUP_NOT_FOUND');
        await eventually(async () => {
          const [end, invitation] = [await last(`group-${site}.${id}`), await last(`membership-${site}.${id}.${name}`)];
          if (invitation && invitation.position > end!.position) expect(invitation.type).toBe('InvitationRevoked');
        });
      }
    }
  });

  it('invited more often than is allowed: a thousand are, and one more once an invitation has ended', async () => {
    const { olga, siteAdmin } = await people('olga');
    const id = await olga.createsGroup();
    const batch = (n: number) => ({ memberIds: times(100).map((m) => `person-${n}-${m}`) });
    const invites = (n: number) => [olga, siteAdmin][n % 2]!.post(invitationsOf(id), batch(n));
    const responses = await Promise.all(times(11).map(async (n) => invites(n)));
    const invited = responses.flatMap(({ body }) => (body.invitations ?? []) as Body[]);
    expect(invited).toHaveLength(1000);
    await olga.get(`${invitationsOf(id)}?limit=1`).expect(200, { metadata: { total: 1000 } });
    await olga.delete(`${invitationsOf(id)}/${invited[0]!.memberId}`).expect(200);
    const { invitations } = await olga.post(invitationsOf(id), { memberIds: ['one', 'two'] }).expect(200);
    expect(invitations).toHaveLength(1);
  });
});
