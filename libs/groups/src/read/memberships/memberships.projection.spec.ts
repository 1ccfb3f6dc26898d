import { documentAfter, documentsAfter } from '../../document-after.examples';
import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import type { GroupEvent } from '../../group/group.events';
import { secondOf } from '../../history.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../membership/membership.examples';
import type { MembershipEvent } from '../../membership/membership.events';
import { olga, type Person, ravi } from '../../people.examples';
import { membershipId, memberships } from './memberships.projection';

type Events = readonly (GroupEvent | MembershipEvent)[];
const after = (who: Person, events: Events) => documentAfter(memberships, events, membershipId(groupId, who.memberId));
const raviAfter = (...events: Events) => after(ravi, events);
const known = { groupId, memberId: 'ravi' };
const joined = { ...known, status: 'JOINED', role: 'MEMBER', joinedDate: secondOf(1) };
const admin = { ...joined, role: 'ADMIN' };
const asked = { status: 'PENDING', createdDate: secondOf(1), groupRevision: 7, message: 'Let me in!' };
const asks = joinRequested(ravi, { groupRevision: 7, message: 'Let me in!' });

describe('the view of memberships: who belongs', () => {
  it.each<[string, Events, object]>([
    ['a member', [memberJoined(ravi)], joined],
    ['who left', [memberJoined(ravi), memberLeft(ravi)], known],
    ['who was removed', [memberJoined(ravi), memberRemoved(ravi)], known],
    [
      'who came back',
      [memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(3) },
    ],
    ['an admin', [memberJoined(ravi), roleAssigned(ravi)], admin],
    ['an admin no more', [memberJoined(ravi), roleAssigned(ravi), roleUnassigned(ravi)], joined],
    ['an admin made a member', [memberJoined(ravi), roleAssigned(ravi), roleAssigned(ravi, 'MEMBER')], joined],
    [
      'an admin who left and came back: a plain member',
      [memberJoined(ravi), roleAssigned(ravi), roleUnassigned(ravi, 'LEFT'), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(5) },
    ],
    [
      'an admin who came back before the membership had ended: a plain member',
      [memberJoined(ravi), roleAssigned(ravi), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(4) },
    ],
    [
      'who was named before joining: a plain member',
      [roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(2) },
    ],
    [
      'who was named while away and came back: a plain member',
      [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(4) },
    ],
    [
      'who was named again after coming back',
      [memberJoined(ravi), roleAssigned(ravi), memberLeft(ravi), memberJoined(ravi), roleAssigned(ravi)],
      { ...admin, joinedDate: secondOf(4) },
    ],
    ['who was named after leaving', [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi)], known],
    ['who was named while waiting', [asks, roleAssigned(ravi)], { ...known, status: 'PENDING', joinRequest: asked }],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));

  it.each<[string, Events]>([
    ['given', [roleAssigned(ravi)]],
    ['taken back', [roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')]],
  ])('knows nobody by a role alone that was %s', (_, events) => expect(raviAfter(...events)).toBeNull());

  it('knows the owner from the start, who is an admin once they belong', () => {
    const founder = { groupId, memberId: 'olga', owner: true };
    expect(after(olga, [groupCreated()])).toStrictEqual(founder);
    expect(after(olga, [groupCreated(), memberJoined(olga, 'CREATED')])).toStrictEqual({
      ...founder,
      status: 'JOINED',
      role: 'ADMIN',
      joinedDate: secondOf(2),
    });
  });
});

describe('the view of memberships: who asks', () => {
  const request = (then: object) => ({ ...known, joinRequest: { ...asked, ...then } });
  it.each<[string, Events, object]>([
    ['waits', [asks], { ...known, status: 'PENDING', joinRequest: asked }],
    [
      'is let in',
      [asks, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      { ...joined, joinedDate: secondOf(3), joinRequest: { ...asked, status: 'APPROVED' } },
    ],
    ['is rejected', [asks, joinRequestRejected(ravi)], request({ status: 'REJECTED' })],
    [
      'with a reason',
      [asks, joinRequestRejected(ravi, 'No.')],
      request({ status: 'REJECTED', rejectionReason: 'No.' }),
    ],
    ['asks no more', [asks, joinRequestCanceled(ravi)], request({ status: 'CANCELED' })],
    [
      'asks again, and nothing of the first request stays',
      [asks, joinRequestRejected(ravi, 'No.'), joinRequested(ravi)],
      {
        ...known,
        status: 'PENDING',
        joinRequest: { status: 'PENDING', createdDate: secondOf(3), groupRevision: 0 },
      },
    ],
    [
      'asked once, and left since',
      [asks, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi)],
      request({ status: 'APPROVED' }),
    ],
    [
      'asks again while the membership still stands that they left, and waits when it ends',
      [memberJoined(ravi), asks, memberLeft(ravi)],
      { ...known, status: 'PENDING', joinRequest: { ...asked, createdDate: secondOf(2) } },
    ],
    [
      'asks while the membership still stands: belongs until it ends',
      [memberJoined(ravi), asks],
      { ...joined, joinRequest: { ...asked, createdDate: secondOf(2) } },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));
  it('knows nothing of answers to what nobody asked', () =>
    expect(raviAfter(joinRequestApproved(ravi), memberLeft(ravi))).toBeNull());
});

it('a deleted group takes all its memberships with it, and nobody else’s', () => {
  const elsewhere = { type: 'MemberJoined', data: { groupId: 'flow', memberId: 'ravi', way: 'JOINED' } } as const;
  const events = [groupCreated(), memberJoined(olga, 'CREATED'), asks, elsewhere, groupDeleted()];
  expect(Object.keys(documentsAfter(memberships, events))).toEqual(['flow.ravi']);
});
