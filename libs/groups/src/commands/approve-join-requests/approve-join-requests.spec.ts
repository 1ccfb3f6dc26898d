import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { approveJoinRequest } from './approve-join-requests.decision';

const scenario = scenarioOf(approveJoinRequest);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' })];
const targetMembership = [joinRequested(tomo)];
const justBanned = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];
const approved = [joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')];

describe('approve join requests', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  describe.each([
    ['OWNER_AND_ADMINS', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['ALL_MEMBERS', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
  ] as const)('where %s may', (allowedToApproveJoinRequests, may) => {
    it.each([
      ['the owner', olga, may.olga],
      ['an admin', mira, may.mira],
      ['a member', ravi, may.ravi],
      ['a site admin', anna, may.anna],
      ['an app', billing, may.billing],
    ] as const)('%s', (_, by, allowed) => {
      const settings = { allowedToApproveJoinRequests };
      const callerMembership = joinedIfOneOf([mira, ravi], by);
      const given = {
        group: [groupCreated({ privacyStatus: 'PRIVATE', settings }), roleAssigned(mira)],
        callerMembership,
        targetMembership,
      };
      return allowed
        ? scenario({ given, when, by, then: approved })
        : scenario({ given, when, by, refused: 'PERMISSION_DENIED' });
    });
  });
  it.each([
    ['an outsider, also where all members may', { allowedToApproveJoinRequests: 'ALL_MEMBERS' as const }],
    ['the requester, also where all members may', { allowedToApproveJoinRequests: 'ALL_MEMBERS' as const }],
  ])('is not for %s', (label, settings) =>
    scenario({
      given: {
        group: [groupCreated({ privacyStatus: 'PRIVATE', settings })],
        callerMembership: targetMembership,
        targetMembership,
      },
      when,
      by: label.startsWith('the requester') ? tomo : ravi,
      refused: 'PERMISSION_DENIED',
    }),
  );
  it('is not for an admin whom the group has let go', () =>
    scenario({
      given: {
        callerMembership: [memberJoined(mira)],
        targetMembership,
        group: [...group, roleAssigned(mira), roleUnassigned(mira, 'LEFT')],
      },
      when,
      by: mira,
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['nobody asked', [], 'JOIN_REQUEST_NOT_FOUND'],
    ['it is approved already', [...targetMembership, ...approved], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was rejected', [...targetMembership, joinRequestRejected(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was taken back', [...targetMembership, joinRequestCanceled(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    [
      'who asked has joined and left since',
      [...targetMembership, ...approved, memberLeft(tomo)],
      'JOIN_REQUEST_NOT_PENDING',
    ],
  ] as const)('is refused when %s', (_, events, refused) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused }),
  );
  it('also of somebody invited: the invitation ends with it, and is not accepted', () =>
    scenario({
      given: { group, targetMembership: [memberInvited(tomo), ...targetMembership] },
      when,
      by: olga,
      then: approved,
    }));
  it('says nothing about requests to those who may not decide them', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)] }, when, refused: 'PERMISSION_DENIED' }));

  it.each([
    ['is banned', { targetMembership: [...targetMembership, memberBanned(tomo)] }, 'BANNED'],
    [
      'is banned, with a private profile too',
      { targetMembership: [...targetMembership, memberBanned(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'BANNED',
    ],
    ['is an admin whom the group has just banned', { targetMembership, group: justBanned }, 'BANNED'],
    ['has no account any more', { targetMembership, person: [siteMemberAccountEnded(tomo)] }, 'SITE_MEMBER_NOT_FOUND'],
    [
      'is banned and has no account any more',
      { targetMembership: [...targetMembership, memberBanned(tomo)], person: [siteMemberAccountEnded(tomo)] },
      'SITE_MEMBER_NOT_FOUND',
    ],
  ] as const)('fails when who asked %s', (_, given, refused) =>
    scenario({ given: { group, ...given }, when, by: olga, refused }),
  );
  it('fails when the profile has turned private', () =>
    scenario({
      given: { group, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      when,
      by: olga,
      refused: 'PUBLIC_PROFILE_REQUIRED',
    }));
  it.each([
    ['counts as private', 'PRIVATE', 'PUBLIC_PROFILE_REQUIRED'],
    ['is refused', 'REFUSE', 'SITE_MEMBER_NOT_FOUND'],
  ] as const)('fails when somebody unknown to the directory %s', (_, unknown, refused) =>
    scenario({ given: { group, targetMembership }, when, by: olga, settings: settingsWithUnknown(unknown), refused }),
  );
  it('looks at the request before the person', () =>
    scenario({
      given: { group },
      when,
      by: olga,
      settings: settingsWithUnknown('REFUSE'),
      refused: 'JOIN_REQUEST_NOT_FOUND',
    }));

  it('ends the membership first that an admin who left has still standing', () =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)] },
        { group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { targetMembership: [joinRequested(tomo, { groupRevision: 2 })] },
      ],
      when,
      by: olga,
      then: [memberLeft(tomo), ...approved],
    }));
});
