import { stateAfter, timeOfPosition } from '../../testing/history';
import {
  adminNominated,
  banLifted,
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberAuthorized,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { olga, ravi } from '../../testing/people.examples';
import type { MembershipEvent } from './membership.events';
import { type Membership, membershipFold } from './membership.state';

const after = (...events: readonly MembershipEvent[]): Membership => stateAfter(membershipFold, ...events);
const none: Membership = {
  joined: null,
  nominated: false,
  request: null,
  invitation: null,
  ban: null,
  banLifted: null,
  latestBan: null,
  ended: null,
  answers: [],
};
const requested = joinRequested(ravi, { groupRevision: 7, message: 'Let me in!' });
const pending = { status: 'PENDING', askedAt: timeOfPosition(1), groupRevision: 7, message: 'Let me in!' };

describe('a membership', () => {
  it('is empty at first', () => expect(after()).toEqual(none));
  it.each<[string, MembershipEvent[], Partial<Membership>]>([
    ['begins', [memberJoined(ravi)], { joined: { at: timeOfPosition(1), position: 1n } }],
    ['ends when they leave', [memberJoined(ravi), memberLeft(ravi)], { ended: 2n }],
    ['ends when they are removed', [memberJoined(ravi), memberRemoved(ravi)], { ended: 2n }],
    [
      'begins again',
      [memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { joined: { at: timeOfPosition(3), position: 3n }, ended: 2n },
    ],
  ])('%s', (_, events, then) => expect(after(...events)).toStrictEqual({ ...none, ...then }));
});

describe('a nomination', () => {
  it.each<[string, MembershipEvent[], boolean]>([
    ['lasts as long as the membership', [memberJoined(ravi), adminNominated(ravi)], true],
    ['ends with it', [memberJoined(ravi), adminNominated(ravi), memberLeft(ravi)], false],
    [
      'is not there in the next membership',
      [memberJoined(ravi), adminNominated(ravi), memberLeft(ravi), memberJoined(ravi)],
      false,
    ],
    ['holds for who was authorized to act on others', [memberJoined(ravi), memberAuthorized(ravi)], true],
    ['comes with the joining of a site admin', [memberJoined(ravi, 'JOINED', 'ADMIN')], true],
  ])('%s', (_, events, nominated) => expect(after(...events).nominated).toBe(nominated));
});

describe('a request to join', () => {
  it.each<[string, MembershipEvent[], object]>([
    ['is pending', [requested], pending],
    ['is approved', [requested, joinRequestApproved(ravi)], { ...pending, status: 'APPROVED' }],
    ['is rejected', [requested, joinRequestRejected(ravi)], { ...pending, status: 'REJECTED' }],
    [
      'is rejected with a reason',
      [requested, joinRequestRejected(ravi, 'No.')],
      { ...pending, status: 'REJECTED', rejectionReason: 'No.' },
    ],
    ['is canceled', [requested, joinRequestCanceled(ravi)], { ...pending, status: 'CANCELED' }],
    [
      'is the latest, without data of an earlier one',
      [requested, joinRequestRejected(ravi, 'No.'), joinRequested(ravi)],
      { status: 'PENDING', askedAt: timeOfPosition(3), groupRevision: 0 },
    ],
  ])('%s', (_, events, request) => expect(after(...events)).toStrictEqual({ ...none, request }));
  it('stays after the membership has ended', () =>
    expect(after(requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi))).toStrictEqual(
      {
        ...none,
        request: { ...pending, status: 'APPROVED' },
        ended: 4n,
      },
    ));
  it('does not end an open membership', () =>
    expect(after(memberJoined(ravi), requested).joined).toStrictEqual({ at: timeOfPosition(1), position: 1n }));
});

describe('an invitation', () => {
  const open = { invitedAt: timeOfPosition(1), position: 1n, invitedById: 'olga' };
  it.each<[string, MembershipEvent[], Membership['invitation']]>([
    ['is open', [memberInvited(ravi, olga)], open],
    ['by an app has no member id', [memberInvited(ravi)], { invitedAt: timeOfPosition(1), position: 1n }],
    ['ends when accepted', [memberInvited(ravi, olga), invitationAccepted(ravi)], null],
    ['ends when declined', [memberInvited(ravi, olga), invitationDeclined(ravi)], null],
    ['ends when revoked', [memberInvited(ravi, olga), invitationRevoked(ravi)], null],
    ['ends when they become a member', [memberInvited(ravi, olga), memberJoined(ravi)], null],
    ['stays open beside a request', [memberInvited(ravi, olga), requested, joinRequestRejected(ravi)], open],
  ])('%s', (_, events, invitation) => expect(after(...events).invitation).toStrictEqual(invitation));
});

describe('a ban', () => {
  const latestBan = { position: 1n, revision: 0, eventId: 'event-1' };
  const forbids = { latestBan, ended: 1n };
  it.each<[string, MembershipEvent[], Partial<Membership>]>([
    [
      'has the banning person and the reason',
      [memberBanned(ravi, olga, 'Spam.')],
      { ban: { bannedAt: timeOfPosition(1), bannedById: 'olga', reason: 'Spam.' }, ...forbids },
    ],
    ['by an app has no member id', [memberBanned(ravi)], { ban: { bannedAt: timeOfPosition(1) }, ...forbids }],
    ['ends when lifted', [memberBanned(ravi, olga), banLifted(ravi)], { ban: null, banLifted: 2n, ...forbids }],
    [
      'is the latest',
      [memberBanned(ravi), banLifted(ravi), memberBanned(ravi)],
      {
        ban: { bannedAt: timeOfPosition(3) },
        banLifted: 2n,
        latestBan: { position: 3n, revision: 2, eventId: 'event-3' },
        ended: 3n,
      },
    ],
  ])('%s', (_, events, then) => expect(after(...events)).toStrictEqual({ ...none, ...then }));
});

describe('answers', () => {
  const answers = [{ id: 'q1', text: 'To stretch.', question: 'Why?', required: true }];
  it.each<[string, MembershipEvent[], Membership['answers']]>([
    ['come with a request', [joinRequested(ravi, { answers })], answers],
    ['stay when it is approved', [joinRequested(ravi, { answers }), memberJoined(ravi, 'APPROVED')], answers],
    ['are those of the latest request', [joinRequested(ravi, { answers }), joinRequested(ravi)], []],
    ['come with joining', [memberJoined(ravi, 'JOINED', undefined, answers)], answers],
  ])('%s', (_, events, then) => expect(after(...events).answers).toStrictEqual(then));
});
