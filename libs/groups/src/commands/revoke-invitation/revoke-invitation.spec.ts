import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  invitationDeclined,
  invitationRevoked,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { revokeInvitation } from './revoke-invitation.decision';

const scenario = scenarioOf(revokeInvitation);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(mira)];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const targetMembership = [memberInvited(tomo, olga)];
const byRavi = [memberInvited(tomo, ravi)];
const then = [invitationRevoked(tomo)];

describe('revoke an invitation', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('finds no secret group that one is only invited to', () =>
    scenario({
      given: { group: secret, callerMembership: targetMembership, targetMembership },
      when,
      by: tomo,
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is for %s, whoever made it', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by), targetMembership: byRavi },
      when,
      by,
      then,
    }),
  );
  it('is for admins also where only the owner invites', () =>
    scenario({
      given: {
        group: [groupCreated({ settings: { allowedToInviteMembers: 'OWNER' } }), roleAssigned(mira)],
        callerMembership: [memberJoined(mira)],
        targetMembership,
      },
      when,
      by: mira,
      then,
    }));
  it('is for the member who made it, also where members may not invite any more', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)], targetMembership: byRavi }, when, then }));
  it.each([
    ['a member, of that of another', { callerMembership: [memberJoined(ravi)], targetMembership }],
    [
      'a member, of that of an app',
      { callerMembership: [memberJoined(ravi)], targetMembership: [memberInvited(tomo)] },
    ],
    ['a member, where there is none', { callerMembership: [memberJoined(ravi)] }],
    ['an outsider', { targetMembership }],
    ['who made it and left', { callerMembership: [memberJoined(ravi), memberLeft(ravi)], targetMembership: byRavi }],
  ] as const)('is not for %s', (_, given) =>
    scenario({ given: { group, ...given }, when, refused: 'PERMISSION_DENIED' }),
  );
  it('is not for the invited, who decline', () =>
    scenario({
      given: { group, callerMembership: targetMembership, targetMembership },
      when,
      by: tomo,
      refused: 'PERMISSION_DENIED',
    }));

  it('leaves a request beside it waiting', () =>
    scenario({ given: { group, targetMembership: [joinRequested(tomo), ...targetMembership] }, when, by: olga, then }));
  it('is for an open one that was made after another', () =>
    scenario({
      given: { group, targetMembership: [...targetMembership, invitationRevoked(tomo), ...targetMembership] },
      when,
      by: olga,
      then,
    }));
  it.each([
    ['nobody was invited', []],
    ['it is revoked already', [...targetMembership, invitationRevoked(tomo)]],
    ['it was declined', [...targetMembership, invitationDeclined(tomo)]],
    ['who was invited is a member', [...targetMembership, memberJoined(tomo, 'INVITED')]],
    ['who was invited is banned', [...targetMembership, invitationRevoked(tomo), memberBanned(tomo)]],
  ] as const)('is refused when %s', (_, events) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused: 'INVITATION_NOT_FOUND' }),
  );
  it('is refused when the group has just banned who was invited', () =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)], group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { targetMembership },
        { group: [roleUnassigned(tomo, 'BANNED')] },
      ],
      when,
      by: olga,
      refused: 'INVITATION_NOT_FOUND',
    }));
});
