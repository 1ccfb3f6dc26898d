import { documentAfter, documentsAfter } from '../testing/documents-after';
import {
  groupCreated,
  groupDeleted,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../testing/group.examples';
import type { GroupEvent } from '../domain/group/group.events';
import { timeOfPosition } from '../testing/history';
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
  becauseGroupDeleted,
} from '../testing/membership.examples';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { olga, type Person, ravi } from '../testing/people.examples';
import { membershipId, memberships } from './memberships.projection';

type Events = readonly (GroupEvent | MembershipEvent)[];
const after = (who: Person, events: Events) => documentAfter(memberships, events, membershipId(groupId, who.memberId));
const raviAfter = (...events: Events) => after(ravi, events);
const known = { groupId, memberId: 'ravi' };
const joined = { ...known, status: 'JOINED', role: 'MEMBER', joinedDate: timeOfPosition(1) };
const admin = { ...joined, role: 'ADMIN' };
const asked = { status: 'PENDING', createdDate: timeOfPosition(1), groupRevision: 7, message: 'Let me in!' };
const lookup = joinRequested(ravi, { groupRevision: 7, message: 'Let me in!' });

describe('the view of memberships: who belongs', () => {
  it.each<[string, Events, object]>([
    ['a member', [memberJoined(ravi)], joined],
    ['who left', [memberJoined(ravi), memberLeft(ravi)], known],
    ['who was removed', [memberJoined(ravi), memberRemoved(ravi)], known],
    [
      'who came back',
      [memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(3) },
    ],
    ['an admin', [memberJoined(ravi), roleAssigned(ravi)], admin],
    ['an admin no more', [memberJoined(ravi), roleAssigned(ravi), roleUnassigned(ravi)], joined],
    [
      'an admin who left and came back: a plain member',
      [memberJoined(ravi), roleAssigned(ravi), roleUnassigned(ravi, 'LEFT'), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(5) },
    ],
    [
      'an admin who came back before the membership had ended: a plain member',
      [memberJoined(ravi), roleAssigned(ravi), memberLeft(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(4) },
    ],
    [
      'who was named before joining: a plain member',
      [roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(2) },
    ],
    [
      'who was named while away and came back: a plain member',
      [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(4) },
    ],
    [
      'who was named again after coming back',
      [memberJoined(ravi), roleAssigned(ravi), memberLeft(ravi), memberJoined(ravi), roleAssigned(ravi)],
      { ...admin, joinedDate: timeOfPosition(4) },
    ],
    ['who was named after leaving', [memberJoined(ravi), memberLeft(ravi), roleAssigned(ravi)], known],
    ['who was named while waiting', [lookup, roleAssigned(ravi)], { ...known, status: 'PENDING', joinRequest: asked }],
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
      joinedDate: timeOfPosition(2),
    });
  });
});

describe('the view of memberships: who owns the group', () => {
  const founded = [groupCreated(), memberJoined(olga, 'CREATED'), memberJoined(ravi)];
  const handedOver = [...founded, groupOwnershipTransferred(olga, ravi)];
  const place = (who: Person, role: 'ADMIN' | 'MEMBER', joinedAt: number) => ({
    groupId,
    memberId: who.memberId,
    status: 'JOINED',
    role,
    joinedDate: timeOfPosition(joinedAt),
  });
  const left = (who: Person) => [roleUnassigned(who, 'LEFT'), memberLeft(who)];

  it.each<[string, Events, object, object]>([
    ['handed over', handedOver, place(olga, 'ADMIN', 2), { ...place(ravi, 'ADMIN', 3), owner: true }],
    [
      'handed over and back',
      [...handedOver, groupOwnershipTransferred(ravi, olga)],
      { ...place(olga, 'ADMIN', 2), owner: true },
      place(ravi, 'ADMIN', 3),
    ],
    [
      'and the former owner demoted',
      [...handedOver, roleUnassigned(olga)],
      place(olga, 'MEMBER', 2),
      { ...place(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'and the former owner left',
      [...handedOver, ...left(olga)],
      { groupId, memberId: 'olga' },
      { ...place(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'and the former owner left and came back: a plain member',
      [...handedOver, ...left(olga), memberJoined(olga)],
      place(olga, 'MEMBER', 7),
      { ...place(ravi, 'ADMIN', 3), owner: true },
    ],
    [
      'handed over to one who went in the same moment and is brought back',
      [...handedOver, memberRemoved(ravi), memberJoined(ravi, 'CREATED')],
      place(olga, 'ADMIN', 2),
      { ...place(ravi, 'ADMIN', 6), owner: true },
    ],
    [
      'handed over to one who had gone just before and is brought back',
      [...founded, memberLeft(ravi), groupOwnershipTransferred(olga, ravi), memberJoined(ravi, 'CREATED')],
      place(olga, 'ADMIN', 2),
      { ...place(ravi, 'ADMIN', 6), owner: true },
    ],
    [
      'nobody’s',
      [...founded, groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED'), memberLeft(olga)],
      { groupId, memberId: 'olga' },
      place(ravi, 'MEMBER', 3),
    ],
    [
      'somebody’s again',
      [
        ...founded,
        groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED'),
        memberLeft(olga),
        groupOwnershipTransferred(null, ravi),
      ],
      { groupId, memberId: 'olga' },
      { ...place(ravi, 'ADMIN', 3), owner: true },
    ],
  ])('%s', (_, events, olgas, ravis) => {
    expect(after(olga, events)).toStrictEqual(olgas);
    expect(after(ravi, events)).toStrictEqual(ravis);
  });
  it('knows a new owner who is not a member yet, an admin from joining on', () => {
    const events = [groupCreated(), groupOwnershipTransferred(olga, ravi)];
    expect(after(ravi, events)).toStrictEqual({ ...known, owner: true });
    expect(after(ravi, [...events, memberJoined(ravi, 'CREATED')])).toMatchObject({ role: 'ADMIN', owner: true });
  });
});

describe('the view of memberships: who asks', () => {
  const request = (requests: object) => ({ ...known, joinRequest: { ...asked, ...requests } });
  it.each<[string, Events, object]>([
    ['waits', [lookup], { ...known, status: 'PENDING', joinRequest: asked }],
    [
      'is let in',
      [lookup, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      { ...joined, joinedDate: timeOfPosition(3), joinRequest: { ...asked, status: 'APPROVED' } },
    ],
    ['is rejected', [lookup, joinRequestRejected(ravi)], request({ status: 'REJECTED' })],
    [
      'with a reason',
      [lookup, joinRequestRejected(ravi, 'No.')],
      request({ status: 'REJECTED', rejectionReason: 'No.' }),
    ],
    ['asks no more', [lookup, joinRequestCanceled(ravi)], request({ status: 'CANCELED' })],
    [
      'asks again, and nothing of the first request stays',
      [lookup, joinRequestRejected(ravi, 'No.'), joinRequested(ravi)],
      {
        ...known,
        status: 'PENDING',
        joinRequest: { status: 'PENDING', createdDate: timeOfPosition(3), groupRevision: 0 },
      },
    ],
    [
      'asked once, and left since',
      [lookup, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi)],
      request({ status: 'APPROVED' }),
    ],
    [
      'asks again while the membership still stands that they left, and waits when it ends',
      [memberJoined(ravi), lookup, memberLeft(ravi)],
      { ...known, status: 'PENDING', joinRequest: { ...asked, createdDate: timeOfPosition(2) } },
    ],
    [
      'asks while the membership still stands: belongs until it ends',
      [memberJoined(ravi), lookup],
      { ...joined, joinRequest: { ...asked, createdDate: timeOfPosition(2) } },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));
  it('knows nothing of answers to what nobody asked', () =>
    expect(raviAfter(joinRequestApproved(ravi), memberLeft(ravi))).toBeNull());
});

describe('the view of memberships: who is invited', () => {
  const invited = { ...known, invitation: { invitedById: 'olga', createdDate: timeOfPosition(1) } };
  it.each<[string, Events, object]>([
    ['has an open invitation', [memberInvited(ravi, olga)], invited],
    ['by an app', [memberInvited(ravi)], { ...known, invitation: { createdDate: timeOfPosition(1) } }],
    [
      'accepts it',
      [memberInvited(ravi, olga), invitationAccepted(ravi), memberJoined(ravi, 'INVITED')],
      { ...joined, joinedDate: timeOfPosition(3) },
    ],
    ['declines it', [memberInvited(ravi, olga), invitationDeclined(ravi)], known],
    ['is not any more', [memberInvited(ravi, olga), invitationRevoked(ravi)], known],
    [
      'becomes a member another way',
      [memberInvited(ravi, olga), memberJoined(ravi)],
      { ...joined, joinedDate: timeOfPosition(2) },
    ],
    [
      'is so again',
      [memberInvited(ravi), invitationRevoked(ravi), memberInvited(ravi, olga)],
      { ...known, invitation: { invitedById: 'olga', createdDate: timeOfPosition(3) } },
    ],
    [
      'asks besides',
      [memberInvited(ravi, olga), lookup],
      { ...invited, status: 'PENDING', joinRequest: { ...asked, createdDate: timeOfPosition(2) } },
    ],
    [
      'left and is asked back',
      [memberJoined(ravi), memberLeft(ravi), memberInvited(ravi, olga)],
      {
        ...known,
        invitation: { invitedById: 'olga', createdDate: timeOfPosition(3) },
      },
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toStrictEqual(document));
});

describe('the view of memberships: who answered', () => {
  const answers = [{ id: 'why', text: 'To stretch.', question: 'Why?', required: true }];
  const others = [{ id: 'where', text: 'Here.', question: 'Where?', required: false }];
  const lookup = joinRequested(ravi, { answers });
  const said = { answers, answeredDate: timeOfPosition(1) };
  it.each<[string, Events, object]>([
    ['asked', [lookup], said],
    ['was let in', [lookup, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')], said],
    ['was rejected', [lookup, joinRequestRejected(ravi)], said],
    ['took it back', [lookup, joinRequestCanceled(ravi)], said],
    ['left', [lookup, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi)], said],
    ['joined', [memberJoined(ravi, 'JOINED', undefined, answers)], said],
    [
      'asked again, with other answers',
      [lookup, joinRequestCanceled(ravi), joinRequested(ravi, { answers: others })],
      { answers: others, answeredDate: timeOfPosition(3) },
    ],
    [
      'left, came back and answered again',
      [
        memberJoined(ravi, 'JOINED', undefined, others),
        memberLeft(ravi),
        memberJoined(ravi, 'JOINED', undefined, answers),
      ],
      { answers, answeredDate: timeOfPosition(3) },
    ],
    [
      'came back when nothing was asked any more',
      [lookup, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi), memberJoined(ravi)],
      said,
    ],
  ])('%s', (_, events, document) => expect(raviAfter(...events)).toMatchObject(document));
  it.each<[string, Events]>([
    ['asked when nothing was asked of them', [joinRequested(ravi)]],
    ['asked again when nothing was asked any more', [lookup, joinRequestCanceled(ravi), joinRequested(ravi)]],
    ['was added', [memberJoined(ravi, 'ADDED')]],
  ])('is nobody who %s', (_, events) => {
    for (const field of ['answers', 'answeredDate']) expect(raviAfter(...events)).not.toHaveProperty(field);
  });
});

it('a deleted group takes all its memberships with it, and nobody else’s', () => {
  const elsewhere = { type: 'MemberJoined', data: { groupId: 'flow', memberId: 'ravi', way: 'JOINED' } } as const;
  const events = [groupCreated(), memberJoined(olga, 'CREATED'), lookup, elsewhere, groupDeleted()];
  expect(Object.keys(documentsAfter(memberships, events))).toEqual(['flow.ravi']);
});

it.each<[string, Events]>([
  ['asked', [lookup, becauseGroupDeleted(joinRequestRejected(ravi))]],
  ['was a member', [lookup, joinRequestApproved(ravi), memberJoined(ravi), becauseGroupDeleted(memberRemoved(ravi))]],
  ['left as its admin', [lookup, joinRequestApproved(ravi), memberJoined(ravi), becauseGroupDeleted(memberLeft(ravi))]],
  [
    'was invited',
    [lookup, joinRequestCanceled(ravi), memberInvited(ravi), becauseGroupDeleted(invitationRevoked(ravi))],
  ],
])('nothing is left of who %s in the moment in which the group was deleted', (_, late) =>
  expect(documentsAfter(memberships, [groupCreated(), groupDeleted(), ...late])).toEqual({}),
);
