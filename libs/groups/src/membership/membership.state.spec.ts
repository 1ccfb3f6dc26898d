import { secondOf, stateAfter } from '../history.examples';
import { ravi } from '../people.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  memberRemoved,
} from './membership.examples';
import type { MembershipEvent } from './membership.events';
import { type Membership, membershipFold } from './membership.state';

const after = (...events: readonly MembershipEvent[]): Membership => stateAfter(membershipFold, ...events);
const asked = joinRequested(ravi, { groupRevision: 7, message: 'Let me in!' });
const pending = { status: 'PENDING', askedAt: secondOf(1), groupRevision: 7, message: 'Let me in!' };

describe('a membership', () => {
  it('is none at first', () => expect(after()).toEqual({ joined: null, request: null }));
  it.each<[string, MembershipEvent[], Membership['joined']]>([
    ['begins', [memberJoined(ravi)], { at: secondOf(1), position: 1n }],
    ['ends when they leave', [memberJoined(ravi), memberLeft(ravi)], null],
    ['ends when they are removed', [memberJoined(ravi), memberRemoved(ravi)], null],
    ['begins anew', [memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)], { at: secondOf(3), position: 3n }],
  ])('%s', (_, events, joined) => expect(after(...events)).toStrictEqual({ joined, request: null }));
});

describe('a request to join', () => {
  it.each<[string, MembershipEvent[], object]>([
    ['waits', [asked], pending],
    ['is granted', [asked, joinRequestApproved(ravi)], { ...pending, status: 'APPROVED' }],
    ['is rejected', [asked, joinRequestRejected(ravi)], { ...pending, status: 'REJECTED' }],
    [
      'is rejected with a reason',
      [asked, joinRequestRejected(ravi, 'No.')],
      { ...pending, status: 'REJECTED', rejectionReason: 'No.' },
    ],
    ['is taken back', [asked, joinRequestCanceled(ravi)], { ...pending, status: 'CANCELED' }],
    [
      'is the latest, and keeps nothing of an earlier one',
      [asked, joinRequestRejected(ravi, 'No.'), joinRequested(ravi)],
      { status: 'PENDING', askedAt: secondOf(3), groupRevision: 0 },
    ],
  ])('%s', (_, events, request) => expect(after(...events)).toStrictEqual({ joined: null, request }));
  it('outlives the membership', () =>
    expect(after(asked, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED'), memberLeft(ravi))).toStrictEqual({
      joined: null,
      request: { ...pending, status: 'APPROVED' },
    }));
  it('does not end a membership that still stands', () =>
    expect(after(memberJoined(ravi), asked).joined).toStrictEqual({ at: secondOf(1), position: 1n }));
});
