import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { joinRequestApproved, joinRequested, memberJoined, memberLeft } from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo, unknownCountAs } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberRegistered } from '../../site-member/site-member.examples';
import { addMember } from './add-members.decision';

const scenario = scenarioOf(addMember);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated()];
const added = [memberJoined(tomo, 'ADDED')];

describe('add members', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));

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
      const given = { group: [founded, roleAssigned(mira)], mine: joinedIfOneOf([mira, ravi], by) };
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
      given: { group: [groupCreated({ privacyStatus: 'PRIVATE' })], theirs: [joinRequested(tomo)] },
      when,
      by: olga,
      then: [joinRequestApproved(tomo), memberJoined(tomo, 'ADDED')],
    }));
  it('adds somebody again who left', () =>
    scenario({ given: { group, theirs: [memberJoined(tomo), memberLeft(tomo)] }, when, by: olga, then: added }));
  it('ends the membership first that an admin who left has still standing', () =>
    scenario({
      given: [
        { theirs: [memberJoined(tomo)] },
        { group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
      ],
      when,
      by: olga,
      then: [memberLeft(tomo), memberJoined(tomo, 'ADDED')],
    }));

  it.each([
    ['a member', { group, theirs: [memberJoined(tomo)] }, 'ALREADY_A_MEMBER'],
    [
      'somebody with a private profile',
      { group, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'PUBLIC_PROFILE_REQUIRED',
    ],
    [
      'a member whose profile turned private, who simply is one already',
      { group, theirs: [memberJoined(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'ALREADY_A_MEMBER',
    ],
  ] as const)('does not add %s', (_, given, refused) => scenario({ given, when, by: olga, refused }));
  it('does not add the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when: { groupId, memberId: olga.memberId }, by: anna, refused: 'ALREADY_A_MEMBER' }));

  describe('somebody unknown to the directory', () => {
    it('is refused as missing where the house refuses them, before anything else is said of them', () =>
      scenario({
        given: { group, theirs: [memberJoined(tomo)] },
        when,
        by: olga,
        rules: unknownCountAs('REFUSE'),
        refused: 'SITE_MEMBER_NOT_FOUND',
      }));
    it('has no public profile where they count as private', () =>
      scenario({
        given: { group },
        when,
        by: olga,
        rules: unknownCountAs('PRIVATE'),
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }));
    it('tells nothing to those who may not add', () =>
      scenario({ given: { group }, when, rules: unknownCountAs('REFUSE'), refused: 'PERMISSION_DENIED' }));
  });
});
