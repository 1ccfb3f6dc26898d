import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupId,
  groupOwnershipTransferred,
} from '../../testing/group.examples';
import {
  banLifted,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { ensureOwnerBelongs } from './ensure-owner-belongs.decision';

const scenario = scenarioOf(ensureOwnerBelongs);
const NOW = 1000n; // a position after all events
const when = { groupId, memberId: olga.memberId, since: NOW };

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

describe('ensure that a former owner belongs', () => {
  const created = { group: [groupCreated()] };
  const handedOver = { group: [groupOwnershipTransferred(olga, ravi)] };
  const back = { group: [groupOwnershipTransferred(ravi, olga)] };
  const as = { ...when, since: 2n, formerOwner: true } as const; // created, handed over
  const joined = memberJoined(olga, 'CREATED', 'ADMIN');

  it('makes a founder a member and an admin who handed over before they were a member', () =>
    scenario({ given: [created, handedOver], when: as, then: [joined] }));
  it('does so for somebody who left or was banned while they became the owner', () => {
    const [left, banned] = [[memberLeft(olga)], [memberRemoved(olga), memberBanned(olga)]];
    const given = (gone: typeof left | typeof banned) => [
      created,
      { targetMembership: [memberJoined(olga)] },
      { targetMembership: gone },
      handedOver,
    ];
    scenario({ given: given(left), when: { ...as, since: 4n }, then: [joined] });
    scenario({ given: given(banned), when: { ...as, since: 5n }, then: [banLifted(olga), joined] });
  });
  it('makes them a plain member if they own the group again, which makes them an admin', () =>
    scenario({ given: [created, handedOver, back], when: as, then: [memberJoined(olga, 'CREATED')] }));
  it.each([
    ['one who is a member', [created, { targetMembership: [memberJoined(olga)] }, handedOver], 3n],
    ['one who became a member since', [created, handedOver, { targetMembership: [memberJoined(olga)] }], 2n],
    [
      'one who left since',
      [created, handedOver, { targetMembership: [memberJoined(olga)] }, { targetMembership: [memberLeft(olga)] }],
      2n,
    ],
    ['one who was banned since', [created, handedOver, { targetMembership: [memberBanned(olga)] }], 2n],
    [
      'one whose ban since was lifted',
      [created, handedOver, { targetMembership: [memberBanned(olga), banLifted(olga)] }],
      2n,
    ],
    ['one whose account ended', [created, handedOver, { person: [siteMemberAccountEnded(olga)] }], 2n],
    ['a deleted group', [created, handedOver, { group: [groupDeleted()] }], 2n],
  ] as const)('appends no event for %s', (_, given, since) => scenario({ given, when: { ...as, since }, then: [] }));
});
