import { createRequestSubmitted, groupCreated, groupDeleted, groupId } from '../../group/group.examples';
import { memberJoined } from '../../membership/membership.examples';
import { olga, ravi } from '../../people.examples';
import { scenarioOf } from '../../scenario.examples';
import { ensureOwnerBelongs } from './ensure-owner-belongs.decision';

const scenario = scenarioOf(ensureOwnerBelongs);
const when = { groupId, ownerId: olga.memberId };

describe('ensure that the owner belongs', () => {
  it('makes the founder a member', () =>
    scenario({ given: { group: [groupCreated()] }, when, then: [memberJoined(olga, 'CREATED')] }));
  it.each([
    ['one who is a member', { group: [groupCreated()], theirs: [memberJoined(olga, 'CREATED')] }],
    ['one who is not the owner', { group: [groupCreated({ ownerId: ravi.memberId })] }],
    ['a deleted group', { group: [groupCreated(), groupDeleted()] }],
    ['a request to create a group', { group: [createRequestSubmitted()] }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
});
