import { MAX_OPEN_INVITATIONS } from '../../domain/membership/inviting';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
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
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { inviteMember } from './invite-members.decision';

const scenario = scenarioOf(inviteMember);
const when = { groupId, memberId: tomo.memberId, openInvitations: 0 };
const group = [groupCreated()];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];

describe('invite members', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND to a caller who is only invited to a secret group', () =>
    scenario({ given: { group: secret, callerMembership: [memberInvited(ravi)] }, when, refused: 'GROUP_NOT_FOUND' }));

  describe.each([
    ['OWNER_AND_ADMINS', 'PUBLIC', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'PRIVATE', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['OWNER', 'PUBLIC', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['OWNER', 'SECRET', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['ALL_MEMBERS', 'PUBLIC', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['ALL_MEMBERS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
  ] as const)('policy %s in a %s group', (allowedToInviteMembers, privacyStatus, may) => {
    it.each([
      ['the owner', olga, may.olga, [memberInvited(tomo, olga)]],
      ['an admin', mira, may.mira, [memberInvited(tomo, mira)]],
      ['a member', ravi, may.ravi, [memberInvited(tomo, ravi)]],
      ['a site admin', anna, may.anna, [memberInvited(tomo, anna)]],
      ['an app, without invitedById', billing, may.billing, [memberInvited(tomo)]],
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
    ['invited people', [memberInvited(ravi)]],
    ['people with a pending request', [joinRequested(ravi)]],
  ] as const)('refuses %s, also with the policy ALL_MEMBERS', (_, callerMembership) =>
    scenario({
      given: { group: [groupCreated({ settings: { allowedToInviteMembers: 'ALL_MEMBERS' } })], callerMembership },
      when,
      refused: 'PERMISSION_DENIED',
    }),
  );

  it.each([
    ['somebody with a private profile', { person: [siteMemberRegistered(tomo, 'PRIVATE')] }],
    ['somebody with a pending request, which stays pending', { targetMembership: [joinRequested(tomo)] }],
    ['somebody who left', { targetMembership: [memberJoined(tomo), memberLeft(tomo)] }],
    ['somebody who declined', { targetMembership: [memberInvited(tomo), invitationDeclined(tomo)] }],
    ['somebody whose invitation was revoked', { targetMembership: [memberInvited(tomo), invitationRevoked(tomo)] }],
    ['somebody whose ban is lifted', { targetMembership: [memberBanned(tomo), banLifted(tomo)] }],
  ] as const)('invites %s', (_, given) =>
    scenario({ given: { group, ...given }, when, by: olga, then: [memberInvited(tomo, olga)] }),
  );
  it('invites a departed admin, also before the membership has ended', () =>
    scenario({
      given: {
        targetMembership: [memberJoined(tomo)],
        group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')],
      },
      when,
      by: olga,
      then: [memberInvited(tomo, olga)],
    }));
  it.each([0, MAX_OPEN_INVITATIONS])(
    'appends no event for invited people, with %i other invitations open',
    (openInvitations) =>
      scenario({
        given: { group, targetMembership: [memberInvited(tomo, mira)] },
        when: { ...when, openInvitations },
        by: olga,
        then: [],
      }),
  );

  it('accepts the last invitation below the limit', () =>
    scenario({
      given: { group },
      when: { ...when, openInvitations: MAX_OPEN_INVITATIONS - 1 },
      by: olga,
      then: [memberInvited(tomo, olga)],
    }));
  const tooMany = { ...when, openInvitations: MAX_OPEN_INVITATIONS };
  const bannedAdmin = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];
  it.each([
    ['a person at the limit', { group }, 'TOO_MANY_PENDING'],
    ['a banned person', { group, targetMembership: [memberBanned(tomo)] }, 'BANNED'],
    [
      'a banned admin whose ban is not written yet',
      { group: bannedAdmin, targetMembership: [memberJoined(tomo)] },
      'BANNED',
    ],
    ['a member', { group, targetMembership: [memberJoined(tomo)] }, 'ALREADY_A_MEMBER'],
    [
      'a member whose account ended',
      { group, targetMembership: [memberJoined(tomo)], person: [siteMemberAccountEnded(tomo)] },
      'SITE_MEMBER_NOT_FOUND',
    ],
  ] as const)('is refused for %s', (_, given, refused) => scenario({ given, when: tooMany, by: olga, refused }));
  it('is refused for the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when: { ...when, memberId: olga.memberId }, by: anna, refused: 'ALREADY_A_MEMBER' }));

  describe('somebody who is not in the directory', () => {
    it('refuses SITE_MEMBER_NOT_FOUND with the setting REFUSE', () =>
      scenario({
        given: { group },
        when,
        by: olga,
        settings: settingsWithUnknown('REFUSE'),
        refused: 'SITE_MEMBER_NOT_FOUND',
      }));
    it('is invited with the setting PRIVATE', () =>
      scenario({
        given: { group },
        when,
        by: olga,
        settings: settingsWithUnknown('PRIVATE'),
        then: [memberInvited(tomo, olga)],
      }));
    it('refuses PERMISSION_DENIED first', () =>
      scenario({ given: { group }, when, settings: settingsWithUnknown('REFUSE'), refused: 'PERMISSION_DENIED' }));
  });
});
