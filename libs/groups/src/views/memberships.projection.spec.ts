import type { GroupEvent } from '../domain/group/group.events';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { documentAfter, documentsAfter } from '../testing/documents-after';
import {
  groupCreated,
  groupDeleted,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../testing/group.examples';
import { secondOf } from '../testing/history';
import {
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
  withItsGroup,
} from '../testing/membership.examples';
import { olga, type Person, ravi } from '../testing/people.examples';
import { membershipId, memberships } from './memberships.projection';

type Events = readonly (GroupEvent | MembershipEvent)[];
const after = (who: Person, events: Events) => documentAfter(memberships, events, membershipId(groupId, who.memberId));
const raviAfter = (...events: Events) => after(ravi, events);
const withoutStatus = { groupId, memberId: 'ravi' };
const joined = { ...withoutStatus, status: 'JOINED', role: 'MEMBER', joinedDate: secondOf(1) };
const admin = { ...joined, role: 'ADMIN' };
const joinRequest = { status: 'PENDING', createdDate: secondOf(1), groupRevision: 7, message: 'Let me in!' };
const requested = joinRequested(ravi, { groupRevision: 7, message: 'Let me in!' });

describe('the memberships view: members', () => {
  it.each<[string, Events, object]>([
    ['a member', [memberJoined(ravi)], joined],
    ['a member who left', [memberJoined(ravi), memberLeft(ravi)], withoutStatus],
    ['a member who was removed', [memberJoined(ravi), memberRemoved(ravi)], withoutStatus],
    [
      'a member who came back',
      [memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(3) },
    ],
    ['an admin', [memberJoined(ravi), roleAssigned(ravi)], admin],
    ['a former admin', [memberJoined(ravi), roleAssigned(ravi), roleUnassigned(ravi)], joined],
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
      'who got the role before joining: a plain member',
      [roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(2) },
    ],
    [
      'who got the role while not a member, and came back: a plain member',
      [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(4) },
    ],
    [
      'who got the role again after coming back: an admin',
      [memberJoined(ravi), roleAssigned(ravi), memberLeft(ravi), memberJoined(ravi), roleAssigned(ravi)],
      { ...admin, joinedDate: secondOf(4) },
    ],
    ['who got the role after leaving', [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi)], withoutStatus],
    [
      'who got the role while a request is pending',
      [requested, roleAssigned(ravi)],
      { ...withoutStatus, status: 'PENDING', joinRequest },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));

  it.each<[string, Events]>([
    ['assigned', [roleAssigned(ravi)]],
    ['assigned and unassigned', [roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')]],
  ])('has no document for a role alone that was %s', (_, events) => expect(raviAfter(...events)).toBeNull());

  it('shows the owner from the start, as an admin from joining on', () => {
    const owner = { groupId, memberId: 'olga', owner: true };
    expect(after(olga, [groupCreated()])).toStrictEqual(owner);
    expect(after(olga, [groupCreated(), memberJoined(olga, 'CREATED')])).toStrictEqual({
      ...owner,
      status: 'JOINED',
      role: 'ADMIN',
      joinedDate: secondOf(2),
    });
  });
});

describe('the memberships view: the owner', () => {
  const twoMembers = [groupCreated(), memberJoined(olga, 'CREATED'), memberJoined(ravi)];
  const transferred = [...twoMembers, groupOwnershipTransferred(olga, ravi)];
  const member = (who: Person, role: 'ADMIN' | 'MEMBER', joinedAt: number) => ({
    groupId,
    memberId: who.memberId,
    status: 'JOINED',
    role,
    joinedDate: secondOf(joinedAt),
  });
  const left = (who: Person) => [roleUnassigned(who, 'LEFT'), memberLeft(who)];

  it.each<[string, Events, object, object]>([
    ['a transferred group', transferred, member(olga, 'ADMIN', 2), { ...member(ravi, 'ADMIN', 3), owner: true }],
    [
      'a group transferred and back',
      [...transferred, groupOwnershipTransferred(ravi, olga)],
      { ...member(olga, 'ADMIN', 2), owner: true },
      member(ravi, 'ADMIN', 3),
    ],
    [
      'a transferred group whose former owner was made a member',
      [...transferred, roleAssigned(olga, 'MEMBER')],
      member(olga, 'MEMBER', 2),
      { ...member(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'a transferred group whose former owner left',
      [...transferred, ...left(olga)],
      { groupId, memberId: 'olga' },
      { ...member(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'a transferred group whose former owner left and came back: a plain member',
      [...transferred, ...left(olga), memberJoined(olga)],
      member(olga, 'MEMBER', 7),
      { ...member(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'a group transferred to somebody who was removed right after, and added again',
      [...transferred, memberRemoved(ravi), memberJoined(ravi, 'CREATED')],
      member(olga, 'ADMIN', 2),
      { ...member(ravi, 'ADMIN', 6), owner: true },
    ],
    [
      'a group transferred to somebody who had left just before, and was added again',
      [...twoMembers, memberLeft(ravi), groupOwnershipTransferred(olga, ravi), memberJoined(ravi, 'CREATED')],
      member(olga, 'ADMIN', 2),
      { ...member(ravi, 'ADMIN', 6), owner: true },
    ],
    [
      'a group without an owner',
      [...twoMembers, groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED'), memberLeft(olga)],
      { groupId, memberId: 'olga' },
      member(ravi, 'MEMBER', 3),
    ],
    [
      'a group that got an owner again',
      [
        ...twoMembers,
        groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED'),
        memberLeft(olga),
        groupOwnershipTransferred(null, ravi),
      ],
      { groupId, memberId: 'olga' },
      { ...member(ravi, 'ADMIN', 3), owner: true },
    ],
  ])('%s', (_, events, olgas, ravis) => {
    expect(after(olga, events)).toStrictEqual(olgas);
    expect(after(ravi, events)).toStrictEqual(ravis);
  });
  it('shows a new owner who is not a member yet, as an admin from joining on', () => {
    const events = [groupCreated(), groupOwnershipTransferred(olga, ravi)];
    expect(after(ravi, events)).toStrictEqual({ ...withoutStatus, owner: true });
    expect(after(ravi, [...events, memberJoined(ravi, 'CREATED')])).toMatchObject({ role: 'ADMIN', owner: true });
  });
});

describe('the memberships view: join requests', () => {
  const request = (then: object) => ({ ...withoutStatus, joinRequest: { ...joinRequest, ...then } });
  it.each<[string, Events, object]>([
    ['is pending', [requested], { ...withoutStatus, status: 'PENDING', joinRequest }],
    [
      'is approved',
      [requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      { ...joined, joinedDate: secondOf(3), joinRequest: { ...joinRequest, status: 'APPROVED' } },
    ],
    ['is rejected', [requested, joinRequestRejected(ravi)], request({ status: 'REJECTED' })],
    [
      'is rejected with a reason',
      [requested, joinRequestRejected(ravi, 'No.')],
      request({ status: 'REJECTED', rejectionReason: 'No.' }),
    ],
    ['is canceled', [requested, joinRequestCanceled(ravi)], request({ status: 'CANCELED' })],
    [
      'is made again, and nothing of the first one stays',
      [requested, joinRequestRejected(ravi, 'No.'), joinRequested(ravi)],
      {
        ...withoutStatus,
        status: 'PENDING',
        joinRequest: { status: 'PENDING', createdDate: secondOf(3), groupRevision: 0 },
      },
    ],
    [
      'stays after the member has left',
      [requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi)],
      request({ status: 'APPROVED' }),
    ],
    [
      'is made by a leaving member, and is pending once the membership has ended',
      [memberJoined(ravi), requested, memberLeft(ravi)],
      { ...withoutStatus, status: 'PENDING', joinRequest: { ...joinRequest, createdDate: secondOf(2) } },
    ],
    [
      'is made by a leaving member, who is a member until the membership has ended',
      [memberJoined(ravi), requested],
      { ...joined, joinRequest: { ...joinRequest, createdDate: secondOf(2) } },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));
  it('are not shown for a decision without a request', () =>
    expect(raviAfter(joinRequestApproved(ravi), memberLeft(ravi))).toBeNull());
});

describe('the memberships view: invitations', () => {
  const invited = { ...withoutStatus, invitation: { invitedById: 'olga', createdDate: secondOf(1) } };
  it.each<[string, Events, object]>([
    ['is open', [memberInvited(ravi, olga)], invited],
    ['is open, from an app', [memberInvited(ravi)], { ...withoutStatus, invitation: { createdDate: secondOf(1) } }],
    [
      'is accepted',
      [memberInvited(ravi, olga), invitationAccepted(ravi), memberJoined(ravi, 'INVITED')],
      { ...joined, joinedDate: secondOf(3) },
    ],
    ['is declined', [memberInvited(ravi, olga), invitationDeclined(ravi)], withoutStatus],
    ['is revoked', [memberInvited(ravi, olga), invitationRevoked(ravi)], withoutStatus],
    [
      'is gone when the person joins without accepting it',
      [memberInvited(ravi, olga), memberJoined(ravi)],
      { ...joined, joinedDate: secondOf(2) },
    ],
    [
      'is made again',
      [memberInvited(ravi), invitationRevoked(ravi), memberInvited(ravi, olga)],
      { ...withoutStatus, invitation: { invitedById: 'olga', createdDate: secondOf(3) } },
    ],
    [
      'is open beside a request to join',
      [memberInvited(ravi, olga), requested],
      { ...invited, status: 'PENDING', joinRequest: { ...joinRequest, createdDate: secondOf(2) } },
    ],
    [
      'is made to a former member',
      [memberJoined(ravi), memberLeft(ravi), memberInvited(ravi, olga)],
      {
        ...withoutStatus,
        invitation: { invitedById: 'olga', createdDate: secondOf(3) },
      },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));
});

describe('the memberships view: answers', () => {
  const answers = [{ id: 'why', text: 'To stretch.', question: 'Why?', required: true }];
  const others = [{ id: 'where', text: 'Here.', question: 'Where?', required: false }];
  const requested = joinRequested(ravi, { answers });
  const shown = { answers, answeredDate: secondOf(1) };
  it.each<[string, Events, object]>([
    ['of a request', [requested], shown],
    ['of an approved request', [requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')], shown],
    ['of a rejected request', [requested, joinRequestRejected(ravi)], shown],
    ['of a canceled request', [requested, joinRequestCanceled(ravi)], shown],
    [
      'of a former member',
      [requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi)],
      shown,
    ],
    ['of somebody who joined directly', [memberJoined(ravi, 'JOINED', undefined, answers)], shown],
    [
      'of a later request',
      [requested, joinRequestCanceled(ravi), joinRequested(ravi, { answers: others })],
      { answers: others, answeredDate: secondOf(3) },
    ],
    [
      'of somebody who left, came back and answered again',
      [
        memberJoined(ravi, 'JOINED', undefined, others),
        memberLeft(ravi),
        memberJoined(ravi, 'JOINED', undefined, answers),
      ],
      { answers, answeredDate: secondOf(3) },
    ],
    [
      'of somebody who came back without answering again',
      [requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi), memberJoined(ravi)],
      shown,
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toMatchObject(document));
  it.each<[string, Events]>([
    ['a request without answers', [joinRequested(ravi)]],
    ['a later request without answers', [requested, joinRequestCanceled(ravi), joinRequested(ravi)]],
    ['an added member', [memberJoined(ravi, 'ADDED')]],
  ])('are absent for %s', (_, events) => {
    for (const field of ['answers', 'answeredDate']) expect(raviAfter(...events)).not.toHaveProperty(field);
  });
});

it('deleting a group removes the documents of that group only', () => {
  const elsewhere = { type: 'MemberJoined', data: { groupId: 'flow', memberId: 'ravi', way: 'JOINED' } } as const;
  const events = [groupCreated(), memberJoined(olga, 'CREATED'), requested, elsewhere, groupDeleted()];
  expect(Object.keys(documentsAfter(memberships, events))).toEqual(['flow.ravi']);
});

it.each<[string, Events]>([
  ['a join request', [requested, withItsGroup(joinRequestRejected(ravi))]],
  ['a member', [requested, joinRequestApproved(ravi), memberJoined(ravi), withItsGroup(memberRemoved(ravi))]],
  ['a leaving admin', [requested, joinRequestApproved(ravi), memberJoined(ravi), withItsGroup(memberLeft(ravi))]],
  [
    'an invited person',
    [requested, joinRequestCanceled(ravi), memberInvited(ravi), withItsGroup(invitationRevoked(ravi))],
  ],
])('no document stays of %s whose events come after the deletion of the group', (_, lateEvents) =>
  expect(documentsAfter(memberships, [groupCreated(), groupDeleted(), ...lateEvents])).toEqual({}),
);
