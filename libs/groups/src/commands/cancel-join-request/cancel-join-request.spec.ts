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
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('takes back a request that waits', () =>
    scenario({ given: { group, callerMembership: [joinRequested(ravi)] }, when, then: [joinRequestCanceled(ravi)] }));
  it('is open to a site admin as a person', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(anna)] },
      when,
      by: anna,
      then: [joinRequestCanceled(anna)],
    }));
  it('takes a second request back after the first was rejected', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestRejected(ravi), joinRequested(ravi)] },
      when,
      then: [joinRequestCanceled(ravi)],
    }));
  it('leaves an invitation beside it open', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(ravi), joinRequested(ravi)] },
      when,
      then: [joinRequestCanceled(ravi)],
    }));
  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));

  it.each([
    ['there is none', [], 'JOIN_REQUEST_NOT_FOUND'],
    ['a member never asked', [memberJoined(ravi)], 'JOIN_REQUEST_NOT_FOUND'],
    [
      'it is approved',
      [joinRequested(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      'JOIN_REQUEST_NOT_PENDING',
    ],
    ['it was rejected', [joinRequested(ravi), joinRequestRejected(ravi)], 'JOIN_REQUEST_NOT_PENDING'],
    ['it was taken back already', [joinRequested(ravi), joinRequestCanceled(ravi)], 'JOIN_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, callerMembership, refused) =>
    scenario({ given: { group, callerMembership }, when, refused }),
  );
});
