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
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { approveJoinRequest } from './approve-join-requests.decision';

const scenario = scenarioOf(approveJoinRequest);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' })];
const targetMembership = [joinRequested(tomo)];
const justBanned = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];
const approved = [joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')];

describe('approve join requests', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  describe.each([
    ['OWNER_AND_ADMINS', { olga: true, mira: true, ravi: false, anna: true, billing: true }],
    ['OWNER', { olga: true, mira: false, ravi: false, anna: true, billing: true }],
    ['ALL_MEMBERS', { olga: true, mira: true, ravi: true, anna: true, billing: true }],
  ] as const)('policy %s', (allowedToApproveJoinRequests, may) => {
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
    ['an outsider, also with the policy ALL_MEMBERS', { allowedToApproveJoinRequests: 'ALL_MEMBERS' as const }],
    ['the requester, also with the policy ALL_MEMBERS', { allowedToApproveJoinRequests: 'ALL_MEMBERS' as const }],
  ])('refuses %s', (label, settings) =>
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
  it('refuses a departed admin', () =>
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
    ['there is no request', [], 'JOIN_REQUEST_NOT_FOUND'],
    ['it is approved already', [...targetMembership, ...approved], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was rejected', [...targetMembership, joinRequestRejected(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was canceled', [...targetMembership, joinRequestCanceled(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    [
      'the requester has joined and left since',
      [...targetMembership, ...approved, memberLeft(tomo)],
      'JOIN_REQUEST_NOT_PENDING',
    ],
  ] as const)('is refused when %s', (_, events, refused) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused }),
  );
  it('ends an open invitation without accepting it', () =>
    scenario({
      given: { group, targetMembership: [memberInvited(tomo), ...targetMembership] },
      when,
      by: olga,
      then: approved,
    }));
  it('refuses PERMISSION_DENIED before checking the request', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)] }, when, refused: 'PERMISSION_DENIED' }));

  it.each([
    ['is banned', { targetMembership: [...targetMembership, memberBanned(tomo)] }, 'BANNED'],
    [
      'is banned and has a private profile',
      { targetMembership: [...targetMembership, memberBanned(tomo)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      'BANNED',
    ],
    ['is a banned admin whose ban is not written yet', { targetMembership, group: justBanned }, 'BANNED'],
    ['has an ended account', { targetMembership, person: [siteMemberAccountEnded(tomo)] }, 'SITE_MEMBER_NOT_FOUND'],
    [
      'is banned and has an ended account',
      { targetMembership: [...targetMembership, memberBanned(tomo)], person: [siteMemberAccountEnded(tomo)] },
      'SITE_MEMBER_NOT_FOUND',
    ],
  ] as const)('is refused when the requester %s', (_, given, refused) =>
    scenario({ given: { group, ...given }, when, by: olga, refused }),
  );
  it('is refused when the profile became private', () =>
    scenario({
      given: { group, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      when,
      by: olga,
      refused: 'PUBLIC_PROFILE_REQUIRED',
    }));
  it.each([
    ['setting PRIVATE', 'PRIVATE', 'PUBLIC_PROFILE_REQUIRED'],
    ['setting REFUSE', 'REFUSE', 'SITE_MEMBER_NOT_FOUND'],
  ] as const)('is refused for people who are not in the directory: %s', (_, unknown, refused) =>
    scenario({ given: { group, targetMembership }, when, by: olga, settings: settingsWithUnknown(unknown), refused }),
  );
  it('checks the request before the person', () =>
    scenario({
      given: { group },
      when,
      by: olga,
      settings: settingsWithUnknown('REFUSE'),
      refused: 'JOIN_REQUEST_NOT_FOUND',
    }));

  it('first ends the open membership of a departed admin', () =>
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
