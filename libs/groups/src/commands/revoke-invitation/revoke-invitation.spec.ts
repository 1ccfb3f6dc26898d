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
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { revokeInvitation } from './revoke-invitation.decision';

const scenario = scenarioOf(revokeInvitation);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(mira)];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const targetMembership = [memberInvited(tomo, olga)];
const byRavi = [memberInvited(tomo, ravi)];
const then = [invitationRevoked(tomo)];

describe('revoke an invitation', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND to a caller who is only invited to a secret group', () =>
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
  ] as const)('accepts %s, whoever invited', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by), targetMembership: byRavi },
      when,
      by,
      then,
    }),
  );
  it('accepts admins, also with the policy OWNER', () =>
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
  it('accepts the member who invited, also if members may not invite any more', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)], targetMembership: byRavi }, when, then }));
  it.each([
    ['a member, for an invitation by somebody else', { callerMembership: [memberJoined(ravi)], targetMembership }],
    [
      'a member, for an invitation by an app',
      { callerMembership: [memberJoined(ravi)], targetMembership: [memberInvited(tomo)] },
    ],
    ['a member, without an invitation', { callerMembership: [memberJoined(ravi)] }],
    ['an outsider', { targetMembership }],
    [
      'somebody who invited and left',
      { callerMembership: [memberJoined(ravi), memberLeft(ravi)], targetMembership: byRavi },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, given) =>
    scenario({ given: { group, ...given }, when, refused: 'PERMISSION_DENIED' }),
  );
  it('refuses the invited person', () =>
    scenario({
      given: { group, callerMembership: targetMembership, targetMembership },
      when,
      by: tomo,
      refused: 'PERMISSION_DENIED',
    }));

  it('keeps a pending request', () =>
    scenario({ given: { group, targetMembership: [joinRequested(tomo), ...targetMembership] }, when, by: olga, then }));
  it('revokes a second invitation', () =>
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
    ['the invited person is a member', [...targetMembership, memberJoined(tomo, 'INVITED')]],
    ['the invited person is banned', [...targetMembership, invitationRevoked(tomo), memberBanned(tomo)]],
  ] as const)('is refused when %s', (_, events) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused: 'INVITATION_NOT_FOUND' }),
  );
  it('is refused when the ban of the invited person is not written yet', () =>
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
