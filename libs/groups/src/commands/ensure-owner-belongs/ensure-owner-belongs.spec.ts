import { createRequestSubmitted, groupCreated, groupDeleted, groupId } from '../../testing/group.examples';
import { banLifted, memberBanned, memberInvited, memberJoined, memberRemoved } from '../../testing/membership.examples';
import { olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { ensureOwnerBelongs } from './ensure-owner-belongs.decision';

const scenario = scenarioOf(ensureOwnerBelongs);
const when = { groupId, memberId: olga.memberId };

describe('ensure that the owner belongs', () => {
  it('makes the owner of a new group a member', () =>
    scenario({ given: { group: [groupCreated()] }, when, then: [memberJoined(olga, 'CREATED')] }));
  it('lifts the ban of somebody who was banned while becoming the owner', () =>
    scenario({
      given: {
        group: [groupCreated()],
        targetMembership: [memberJoined(olga), memberRemoved(olga), memberBanned(olga)],
      },
      when,
      then: [banLifted(olga), memberJoined(olga, 'CREATED')],
    }));
  it('needs no invitation', () =>
    scenario({
      given: { group: [groupCreated()], targetMembership: [memberInvited(olga)] },
      when,
      then: [memberJoined(olga, 'CREATED')],
    }));
  it.each([
    ['an ended account', { group: [groupCreated()], person: [siteMemberAccountEnded(olga)] }],
    ['an owner who is a member', { group: [groupCreated()], targetMembership: [memberJoined(olga, 'CREATED')] }],
    ['somebody who is not the owner', { group: [groupCreated({ ownerId: ravi.memberId })] }],
    ['a deleted group', { group: [groupCreated(), groupDeleted()] }],
    ['a request to create a group', { group: [createRequestSubmitted()] }],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when, then: [] }));
});
