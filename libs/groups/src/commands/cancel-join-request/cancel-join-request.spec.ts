import { groupCreated, groupId } from '../../testing/group.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberInvited,
  memberJoined,
} from '../../testing/membership.examples';
import { anna, billing, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { cancelJoinRequest } from './cancel-join-request.decision';

const scenario = scenarioOf(cancelJoinRequest);
const when = { groupId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' })];

describe('cancel a join request', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('cancels a pending request', () =>
    scenario({ given: { group, callerMembership: [joinRequested(ravi)] }, when, then: [joinRequestCanceled(ravi)] }));
  it('accepts a site admin', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(anna)] },
      when,
      by: anna,
      then: [joinRequestCanceled(anna)],
    }));
  it('cancels a second request after the first was rejected', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestRejected(ravi), joinRequested(ravi)] },
      when,
      then: [joinRequestCanceled(ravi)],
    }));
  it('keeps an open invitation', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(ravi), joinRequested(ravi)] },
      when,
      then: [joinRequestCanceled(ravi)],
    }));
  it('refuses MEMBER_IDENTITY_REQUIRED to an app', () =>
    scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));

  it.each([
    ['there is no request', [], 'JOIN_REQUEST_NOT_FOUND'],
    ['a member never sent a request', [memberJoined(ravi)], 'JOIN_REQUEST_NOT_FOUND'],
    [
      'it is approved',
      [joinRequested(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      'JOIN_REQUEST_NOT_PENDING',
    ],
    ['it was rejected', [joinRequested(ravi), joinRequestRejected(ravi)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was canceled already', [joinRequested(ravi), joinRequestCanceled(ravi)], 'JOIN_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, callerMembership, refused) =>
    scenario({ given: { group, callerMembership }, when, refused }),
  );
});
