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
import { MAX_OPEN_INVITATIONS } from '../../domain/membership/inviting';
import { anna, billing, mira, olga, ravi, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { addMember } from './add-members.decision';

const scenario = scenarioOf(addMember);
const when = { groupId, memberId: tomo.memberId, openInvitations: 0 };
const group = [groupCreated()];
const added = [memberJoined(tomo, 'ADDED')];
const banned = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];

describe('add members', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
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
  ] as const)('where %s may, in a %s group', (allowedToAddMembers, privacyStatus, may) => {
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

  it('is not for outsiders, also where all members may', () =>
    scenario({
      given: { group: [groupCreated({ settings: { allowedToAddMembers: 'ALL_MEMBERS' } })] },
      when,
      refused: 'PERMISSION_DENIED',
    }));

  it('grants a request that waits', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'PRIVATE' })], targetMembership: [joinRequested(tomo)] },
      when,
      by: olga,
      then: [joinRequestApproved(tomo), memberJoined(tomo, 'ADDED')],
    }));
  it('adds somebody again who left', () =>
    scenario({
      given: { group, targetMembership: [memberJoined(tomo), memberLeft(tomo)] },
      when,
      by: olga,
      then: added,
    }));
  it('ends the membership first that an admin who left has still standing', () =>
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
    ['an admin whom the group has just banned', { group: banned, targetMembership: [memberJoined(tomo)] }, 'BANNED'],
    ['somebody whose account ended', { group, person: [siteMemberAccountEnded(tomo)] }, 'SITE_MEMBER_NOT_FOUND'],
    [
      'a member whose profile turned private, who simply is one already',
      { group, targetMembership: [memberJoined(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'ALREADY_A_MEMBER',
    ],
  ] as const)('does not add %s', (_, given, refused) => scenario({ given, when, by: olga, refused }));
  it('does not add the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when: { ...when, memberId: olga.memberId }, by: anna, refused: 'ALREADY_A_MEMBER' }));

  it('ends an open invitation', () =>
    scenario({ given: { group, targetMembership: [memberInvited(tomo, mira)] }, when, by: olga, then: added }));

  describe('somebody with a private profile', () => {
    const person = [siteMemberRegistered(tomo, 'PRIVATE')];
    it.each([
      ['somebody new', []],
      ['somebody who waits, and goes on waiting', [joinRequested(tomo)]],
      ['somebody who was invited before', [memberInvited(tomo, mira), invitationRevoked(tomo)]],
    ] as const)('is invited instead: %s', (_, targetMembership) =>
      scenario({ given: { group, person, targetMembership }, when, by: olga, then: [memberInvited(tomo, olga)] }),
    );
    it('is invited by nobody in particular when an app adds them', () =>
      scenario({ given: { group, person }, when, by: billing, then: [memberInvited(tomo)] }));
    it.each([0, MAX_OPEN_INVITATIONS])('stays invited, with %i other invitations open', (openInvitations) =>
      scenario({
        given: { group, person, targetMembership: [memberInvited(tomo, mira)] },
        when: { ...when, openInvitations },
        by: olga,
        then: [],
      }),
    );
    it('is not invited as one too many', () =>
      scenario({
        given: { group, person },
        when: { ...when, openInvitations: MAX_OPEN_INVITATIONS },
        by: olga,
        refused: 'TOO_MANY_PENDING',
      }));
  });
  it('counts no invitations for who needs none', () =>
    scenario({ given: { group }, when: { ...when, openInvitations: MAX_OPEN_INVITATIONS }, by: olga, then: added }));

  describe('somebody unknown to the directory', () => {
    it('is refused as missing where the house refuses them, before anything else is said of them', () =>
      scenario({
        given: { group, targetMembership: [memberJoined(tomo)] },
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
    it('tells nothing to those who may not add', () =>
      scenario({ given: { group }, when, settings: settingsWithUnknown('REFUSE'), refused: 'PERMISSION_DENIED' }));
  });
});
