import { groupCreated, groupId, roleAssigned } from '../../testing/group.examples';
import {
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberInvited,
  memberJoined,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { rejectJoinRequest } from './reject-join-requests.decision';

const scenario = scenarioOf(rejectJoinRequest);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' }), roleAssigned(mira)];
const targetMembership = [joinRequested(tomo)];

describe('reject join requests', () => {
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
        ? scenario({ given, when, by, then: [joinRequestRejected(tomo)] })
        : scenario({ given, when, by, refused: 'PERMISSION_DENIED' });
    });
  });
  it('refuses outsiders', () => scenario({ given: { group, targetMembership }, when, refused: 'PERMISSION_DENIED' }));

  it.each(['Not this time.', ''])('records the reason: %p', (reason) =>
    scenario({
      given: { group, targetMembership },
      when: { ...when, reason },
      by: olga,
      then: [joinRequestRejected(tomo, reason)],
    }),
  );
  it('revokes an open invitation', () =>
    scenario({
      given: { group, targetMembership: [memberInvited(tomo, mira), ...targetMembership] },
      when,
      by: olga,
      then: [joinRequestRejected(tomo), invitationRevoked(tomo)],
    }));
  it('revokes no invitation that is over', () =>
    scenario({
      given: { group, targetMembership: [memberInvited(tomo, mira), invitationDeclined(tomo), ...targetMembership] },
      when,
      by: olga,
      then: [joinRequestRejected(tomo)],
    }));
  it('accepts a person who is not in the directory', () =>
    scenario({
      given: { group, targetMembership },
      when,
      by: olga,
      settings: settingsWithUnknown('REFUSE'),
      then: [joinRequestRejected(tomo)],
    }));

  it.each([
    ['there is no request', [], 'JOIN_REQUEST_NOT_FOUND'],
    [
      'it is approved',
      [...targetMembership, joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')],
      'JOIN_REQUEST_NOT_PENDING',
    ],
    ['it was rejected already', [...targetMembership, joinRequestRejected(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was canceled', [...targetMembership, joinRequestCanceled(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, events, refused) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused }),
  );
  it('refuses PERMISSION_DENIED before checking the request', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)] }, when, refused: 'PERMISSION_DENIED' }));
});
