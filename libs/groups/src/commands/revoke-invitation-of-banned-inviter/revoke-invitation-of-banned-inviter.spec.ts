import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { history } from '../../testing/history';
import {
  banLifted,
  invitationDeclined,
  invitationRevoked,
  memberBanned,
  memberInvited,
  memberJoined,
  memberRemoved,
} from '../../testing/membership.examples';
import { groupFold } from '../../domain/group/group.state';
import { membershipFold } from '../../domain/membership/membership.state';
import { mira, olga, ravi, tomo } from '../../testing/people.examples';
import type { GroupEvent } from '../../domain/group/group.events';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import { revokeInvitationOfBannedInviter } from './revoke-invitation-of-banned-inviter.decision';

/** One event in the store: in the group, in the membership of mira, who invites, or in that of ravi, whom she invites. */
type Stored = { readonly group: GroupEvent } | { readonly mira: MembershipEvent } | { readonly ravi: MembershipEvent };

const who = { groupId, memberId: ravi.memberId, invitedById: mira.memberId };
const created: Stored = { group: groupCreated() };
const deleted: Stored = { group: groupDeleted() };
const joined: Stored = { mira: memberJoined(mira) };
const invites: Stored = { ravi: memberInvited(ravi, mira) };
const removed: Stored = { mira: memberRemoved(mira) };
const banned: Stored = { mira: memberBanned(mira, olga) };
const lifted: Stored = { mira: banLifted(mira) };
const promoted: Stored = { group: roleAssigned(mira) };
const bannedAsAdmin: Stored = { group: roleUnassigned(mira, 'BANNED', {}) };

function statesAfter(stored: readonly Stored[]) {
  const record = history();
  let [group, inviterMembership] = [groupFold.initial(), membershipFold.initial()];
  let targetMembership = membershipFold.initial();
  for (const one of stored)
    if ('group' in one) group = groupFold.evolve(group, record('group', one.group));
    else if ('mira' in one) inviterMembership = membershipFold.evolve(inviterMembership, record('mira', one.mira));
    else targetMembership = membershipFold.evolve(targetMembership, record('ravi', one.ravi));
  return { group, inviterMembership, targetMembership };
}
/** The events after these stored ones, for the policy on the event `on`. `decidedOn`: for an invitation. */
function eventsAfter(stored: readonly Stored[], on: Stored, decidedOn?: { group: number; inviterMembership: number }) {
  const since = BigInt(stored.indexOf(on) + 1);
  const decision = revokeInvitationOfBannedInviter(
    { ...who, since, ...(decidedOn && { decidedOn }) },
    statesAfter(stored),
  );
  return decision.accepted ? decision.events : decision;
}
const revoked = [invitationRevoked(ravi)];

describe('an invitation of somebody who is banned', () => {
  it('is revoked', () => expect(eventsAfter([created, joined, invites, removed, banned], banned)).toEqual(revoked));
  it('is revoked from the event on by which an admin is banned', () =>
    expect(eventsAfter([created, joined, promoted, invites, bannedAsAdmin], bannedAsAdmin)).toEqual(revoked));
  it('is revoked also when the ban was lifted meanwhile', () =>
    expect(eventsAfter([created, joined, invites, removed, banned, lifted], banned)).toEqual(revoked));
  it.each([
    ['was made after the ban was lifted', [created, banned, lifted, joined, invites]],
    ['was made by somebody else', [created, { ravi: memberInvited(ravi, tomo) }, banned]],
    ['was made by an app', [created, { ravi: memberInvited(ravi) }, banned]],
    ['is answered', [created, joined, invites, { ravi: invitationDeclined(ravi) }, banned]],
    ['ended with its group', [created, joined, invites, banned, deleted]],
  ] as const)('stays as it is when it %s', (_, stored) => expect(eventsAfter(stored, banned)).toEqual([]));
});

describe('an invitation that was decided before a ban of its inviter, and appended after it', () => {
  const decidedOn = { group: 0, inviterMembership: 0 };
  it.each([
    ['of a member', [created, joined, removed, banned, invites]],
    ['of an admin, not written to the membership yet', [created, joined, promoted, bannedAsAdmin, invites]],
    ['that was lifted', [created, joined, removed, banned, lifted, invites]],
  ] as const)('is revoked: %s', (_, stored) => expect(eventsAfter(stored, invites, decidedOn)).toEqual(revoked));
  it.each([
    ['there is no ban', [created, joined, invites], decidedOn],
    [
      'the ban was lifted before',
      [created, joined, removed, banned, lifted, invites],
      { ...decidedOn, inviterMembership: 3 },
    ],
    [
      'an admin was removed',
      [created, joined, promoted, { group: roleUnassigned(mira, 'REMOVED') }, invites],
      decidedOn,
    ],
    ['the group was deleted', [created, joined, removed, banned, invites, deleted], decidedOn],
  ] as const)('stays as it is when %s', (_, stored, on) => expect(eventsAfter(stored, invites, on)).toEqual([]));
  it('stays as it is when it is a later invitation', () => {
    const again: Stored = { ravi: memberInvited(ravi, mira) };
    const stored = [
      created,
      joined,
      invites,
      { ravi: invitationDeclined(ravi) },
      removed,
      banned,
      lifted,
      joined,
      again,
    ];
    expect(eventsAfter(stored, invites, decidedOn)).toEqual([]);
  });
});
