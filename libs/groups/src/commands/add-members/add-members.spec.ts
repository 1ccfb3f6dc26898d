import { MAX_OPEN_INVITATIONS } from '../../domain/membership/inviting';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  invitationRevoked,
  joinRequestApproved,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { addMember } from './add-members.decision';

const scenario = scenarioOf(addMember);
const when = { groupId, memberId: tomo.memberId, openInvitations: 0 };
const group = [groupCreated()];
const added = [memberJoined(tomo, 'ADDED')];
const banned = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];

describe('add members', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  describe.each([
    ['OWNER_AND_ADMINS', 'PUBLIC', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'PRIVATE', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER_AND_ADMINS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['OWNER', 'PUBLIC', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['OWNER', 'SECRET', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['ALL_MEMBERS', 'PUBLIC', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
    ['ALL_MEMBERS', 'SECRET', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
  ] as const)('policy %s in a %s group', (allowedToAddMembers, privacyStatus, may) => {
    it.each([
      ['the owner', olga, may.olga],
      ['an admin', mira, may.mira],
      ['a member', ravi, may.ravi],
      ['a site admin', anna, may.anna],
      ['an app', billing, may.billing],
    ] as const)('%s', (_, by, allowed) => {
      const founded = groupCreated({ privacyStatus, settings: { allowedToAddMembers } });
      const given = { group: [founded, roleAssigned(mira)], callerMembership: joinedIfOneOf([mira, ravi], by) };
      return allowed
        ? scenario({ given, when, by, then: added })
        : scenario({ given, when, by, refused: 'PERMISSION_DENIED' });
    });
  });

  it('refuses outsiders, also with the policy ALL_MEMBERS', () =>
    scenario({
      given: { group: [groupCreated({ settings: { allowedToAddMembers: 'ALL_MEMBERS' } })] },
      when,
      refused: 'PERMISSION_DENIED',
    }));

  it('approves a pending request', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'PRIVATE' })], targetMembership: [joinRequested(tomo)] },
      when,
      by: olga,
      then: [joinRequestApproved(tomo), memberJoined(tomo, 'ADDED')],
    }));
  it('adds somebody who left', () =>
    scenario({
      given: { group, targetMembership: [memberJoined(tomo), memberLeft(tomo)] },
      when,
      by: olga,
      then: added,
    }));
  it('first ends the open membership of a departed admin', () =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)] },
        { group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
      ],
      when,
      by: olga,
      then: [memberLeft(tomo), memberJoined(tomo, 'ADDED')],
    }));

  it.each([
    ['a member', { group, targetMembership: [memberJoined(tomo)] }, 'ALREADY_A_MEMBER'],
    ['a banned person', { group, targetMembership: [memberBanned(tomo)] }, 'BANNED'],
    [
      'a banned person with a private profile',
      { group, targetMembership: [memberBanned(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'BANNED',
    ],
    [
      'a banned admin whose ban is not written yet',
      { group: banned, targetMembership: [memberJoined(tomo)] },
      'BANNED',
    ],
    ['somebody whose account ended', { group, person: [siteMemberAccountEnded(tomo)] }, 'SITE_MEMBER_NOT_FOUND'],
    [
      'a member whose profile became private',
      { group, targetMembership: [memberJoined(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'ALREADY_A_MEMBER',
    ],
  ] as const)('is refused for %s', (_, given, refused) => scenario({ given, when, by: olga, refused }));
  it('is refused for the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when: { ...when, memberId: olga.memberId }, by: anna, refused: 'ALREADY_A_MEMBER' }));

  it('ends an open invitation', () =>
    scenario({ given: { group, targetMembership: [memberInvited(tomo, mira)] }, when, by: olga, then: added }));

  describe('somebody with a private profile', () => {
    const person = [siteMemberRegistered(tomo, 'PRIVATE')];
    it.each([
      ['an outsider', []],
      ['somebody with a pending request, which stays pending', [joinRequested(tomo)]],
      ['somebody whose earlier invitation was revoked', [memberInvited(tomo, mira), invitationRevoked(tomo)]],
    ] as const)('is invited instead: %s', (_, targetMembership) =>
      scenario({ given: { group, person, targetMembership }, when, by: olga, then: [memberInvited(tomo, olga)] }),
    );
    it('has an invitation without invitedById when an app adds them', () =>
      scenario({ given: { group, person }, when, by: billing, then: [memberInvited(tomo)] }));
    it.each([0, MAX_OPEN_INVITATIONS])('gets no second invitation, with %i other invitations open', (openInvitations) =>
      scenario({
        given: { group, person, targetMembership: [memberInvited(tomo, mira)] },
        when: { ...when, openInvitations },
        by: olga,
        then: [],
      }),
    );
    it('is refused with TOO_MANY_PENDING at the limit', () =>
      scenario({
        given: { group, person },
        when: { ...when, openInvitations: MAX_OPEN_INVITATIONS },
        by: olga,
        refused: 'TOO_MANY_PENDING',
      }));
  });
  it('does not apply the limit to people with a public profile', () =>
    scenario({ given: { group }, when: { ...when, openInvitations: MAX_OPEN_INVITATIONS }, by: olga, then: added }));

  describe('somebody who is not in the directory', () => {
    it('refuses SITE_MEMBER_NOT_FOUND before other checks, with the setting REFUSE', () =>
      scenario({
        given: { group, targetMembership: [memberJoined(tomo)] },
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
