import { createRequestSubmitted, groupCreated, groupDeleted, groupId } from '../../testing/group.examples';
import { banLifted, memberBanned, memberInvited, memberJoined, memberRemoved } from '../../testing/membership.examples';
import { olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { ensureOwnerBelongs } from './ensure-owner-belongs.decision';

const scenario = scenarioOf(ensureOwnerBelongs);
const when = { groupId, memberId: olga.memberId };

describe('ensure that the owner belongs', () => {
  it('makes the founder a member', () =>
    scenario({ given: { group: [groupCreated()] }, when, then: [memberJoined(olga, 'CREATED')] }));
  it('brings back who was banned in the moment of becoming the owner', () =>
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
    ['one whose account ended', { group: [groupCreated()], person: [siteMemberAccountEnded(olga)] }],
    ['one who is a member', { group: [groupCreated()], targetMembership: [memberJoined(olga, 'CREATED')] }],
    ['one who is not the owner', { group: [groupCreated({ ownerId: ravi.memberId })] }],
    ['a deleted group', { group: [groupCreated(), groupDeleted()] }],
    ['a request to create a group', { group: [createRequestSubmitted()] }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
});
