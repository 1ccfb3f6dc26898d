import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { MAX_OPEN_INVITATIONS } from '../../domain/membership/inviting';
import {
  banLifted,
  invitationDeclined,
  invitationRevoked,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { inviteMember } from './invite-members.decision';

const scenario = scenarioOf(inviteMember);
const when = { groupId, memberId: tomo.memberId, openInvitations: 0 };
const group = [groupCreated()];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];

describe('invite members', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('finds no secret group that one is only invited to', () =>
    scenario({ given: { group: secret, callerMembership: [memberInvited(ravi)] }, when, refused: 'GROUP_NOT_FOUND' }));

  describe.each([
    ['OWNER_AND_ADMINS', 'PUBLIC', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'PRIVATE', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['OWNER', 'PUBLIC', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['OWNER', 'SECRET', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['ALL_MEMBERS', 'PUBLIC', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['ALL_MEMBERS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
  ] as const)('where %s may, in a %s group', (allowedToInviteMembers, privacyStatus, may) => {
    it.each([
      ['the owner', olga, may.olga, [memberInvited(tomo, olga)]],
      ['an admin', mira, may.mira, [memberInvited(tomo, mira)]],
      ['a member', ravi, may.ravi, [memberInvited(tomo, ravi)]],
      ['a site admin', anna, may.anna, [memberInvited(tomo, anna)]],
      ['an app, which is nobody in particular', billing, may.billing, [memberInvited(tomo)]],
    ] as const)('%s', (_, by, allowed, then) => {
      const founded = groupCreated({ privacyStatus, settings: { allowedToInviteMembers } });
      const given = { group: [founded, roleAssigned(mira)], callerMembership: joinedIfOneOf([mira, ravi], by) };
      return allowed
        ? scenario({ given, when, by, then })
        : scenario({ given, when, by, refused: 'PERMISSION_DENIED' });
    });
  });
  it.each([
    ['outsiders', []],
    ['the invited', [memberInvited(ravi)]],
    ['those who wait', [joinRequested(ravi)]],
  ] as const)('is not for %s, also where all members may', (_, callerMembership) =>
    scenario({
      given: { group: [groupCreated({ settings: { allowedToInviteMembers: 'ALL_MEMBERS' } })], callerMembership },
      when,
      refused: 'PERMISSION_DENIED',
    }),
  );

  it.each([
    ['somebody with a private profile', { person: [siteMemberRegistered(tomo, 'PRIVATE')] }],
    ['somebody who waits, and goes on waiting', { targetMembership: [joinRequested(tomo)] }],
    ['somebody who left', { targetMembership: [memberJoined(tomo), memberLeft(tomo)] }],
    ['somebody who declined', { targetMembership: [memberInvited(tomo), invitationDeclined(tomo)] }],
    ['somebody whose invitation was revoked', { targetMembership: [memberInvited(tomo), invitationRevoked(tomo)] }],
    ['somebody whose ban is lifted', { targetMembership: [memberBanned(tomo), banLifted(tomo)] }],
  ] as const)('invites %s', (_, given) =>
    scenario({ given: { group, ...given }, when, by: olga, then: [memberInvited(tomo, olga)] }),
  );
  it('invites an admin who left, also before the membership has ended', () =>
    scenario({
      given: {
        targetMembership: [memberJoined(tomo)],
        group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')],
      },
      when,
      by: olga,
      then: [memberInvited(tomo, olga)],
    }));
  it.each([0, MAX_OPEN_INVITATIONS])('changes nothing for the invited, with %i others open', (openInvitations) =>
    scenario({
      given: { group, targetMembership: [memberInvited(tomo, mira)] },
      when: { ...when, openInvitations },
      by: olga,
      then: [],
    }),
  );

  it('makes the last that may be open', () =>
    scenario({
      given: { group },
      when: { ...when, openInvitations: MAX_OPEN_INVITATIONS - 1 },
      by: olga,
      then: [memberInvited(tomo, olga)],
    }));
  const tooMany = { ...when, openInvitations: MAX_OPEN_INVITATIONS };
  const gone = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];
  it.each([
    ['one too many', { group }, 'TOO_MANY_PENDING'],
    ['a banned person', { group, targetMembership: [memberBanned(tomo)] }, 'BANNED'],
    ['an admin whom the group has just banned', { group: gone, targetMembership: [memberJoined(tomo)] }, 'BANNED'],
    ['a member', { group, targetMembership: [memberJoined(tomo)] }, 'ALREADY_A_MEMBER'],
    [
      'a member whose account ended',
      { group, targetMembership: [memberJoined(tomo)], person: [siteMemberAccountEnded(tomo)] },
      'SITE_MEMBER_NOT_FOUND',
    ],
  ] as const)('does not invite %s', (_, given, refused) => scenario({ given, when: tooMany, by: olga, refused }));
  it('does not invite the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when: { ...when, memberId: olga.memberId }, by: anna, refused: 'ALREADY_A_MEMBER' }));

  describe('somebody unknown to the directory', () => {
    it('is missing where the house refuses them', () =>
      scenario({
        given: { group },
        when,
        by: olga,
        settings: settingsWithUnknown('REFUSE'),
        refused: 'SITE_MEMBER_NOT_FOUND',
      }));
    it('is invited where they count as private', () =>
      scenario({
        given: { group },
        when,
        by: olga,
        settings: settingsWithUnknown('PRIVATE'),
        then: [memberInvited(tomo, olga)],
      }));
    it('tells nothing to those who may not invite', () =>
      scenario({ given: { group }, when, settings: settingsWithUnknown('REFUSE'), refused: 'PERMISSION_DENIED' }));
  });
});
