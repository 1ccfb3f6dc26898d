import { groupCreated, groupId, roleAssigned } from '../../group/group.examples';
import {
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberInvited,
  memberJoined,
} from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo, unknownCountAs } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { rejectJoinRequest } from './reject-join-requests.decision';

const scenario = scenarioOf(rejectJoinRequest);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' }), roleAssigned(mira)];
const theirs = [joinRequested(tomo)];

describe('reject join requests', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));

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
      const mine = joinedIfOneOf([mira, ravi], by);
      const given = { group: [groupCreated({ privacyStatus: 'PRIVATE', settings }), roleAssigned(mira)], mine, theirs };
      return allowed
        ? scenario({ given, when, by, then: [joinRequestRejected(tomo)] })
        : scenario({ given, when, by, refused: 'PERMISSION_DENIED' });
    });
  });
  it('is not for outsiders', () => scenario({ given: { group, theirs }, when, refused: 'PERMISSION_DENIED' }));

  it.each(['Not this time.', ''])('passes the reason on: %p', (reason) =>
    scenario({
      given: { group, theirs },
      when: { ...when, reason },
      by: olga,
      then: [joinRequestRejected(tomo, reason)],
    }),
  );
  it('revokes an open invitation', () =>
    scenario({
      given: { group, theirs: [memberInvited(tomo, mira), ...theirs] },
      when,
      by: olga,
      then: [joinRequestRejected(tomo), invitationRevoked(tomo)],
    }));
  it('revokes none that is over', () =>
    scenario({
      given: { group, theirs: [memberInvited(tomo, mira), invitationDeclined(tomo), ...theirs] },
      when,
      by: olga,
      then: [joinRequestRejected(tomo)],
    }));
  it('needs nothing of the person: also whom the directory does not know is rejected', () =>
    scenario({
      given: { group, theirs },
      when,
      by: olga,
      rules: unknownCountAs('REFUSE'),
      then: [joinRequestRejected(tomo)],
    }));

  it.each([
    ['nobody asked', [], 'JOIN_REQUEST_NOT_FOUND'],
    [
      'it is approved',
      [...theirs, joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')],
      'JOIN_REQUEST_NOT_PENDING',
    ],
    ['it was rejected already', [...theirs, joinRequestRejected(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was taken back', [...theirs, joinRequestCanceled(tomo)], 'JOIN_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, events, refused) =>
    scenario({ given: { group, theirs: events }, when, by: olga, refused }),
  );
  it('says nothing about requests to those who may not decide them', () =>
    scenario({ given: { group, mine: [memberJoined(ravi)] }, when, refused: 'PERMISSION_DENIED' }));
});
