import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event, refuse } from '@app/kernel';
import { groupCreated, groupId, roleAssigned } from '../testing/group.examples';
import { joinRequested, memberJoined } from '../testing/membership.examples';
import { belongs, isAdmin } from '../domain/permissions';
import { mira, olga, type Person, ravi, siteId, tomo, settingsWithUnknown } from '../testing/people.examples';
import { groupStream } from '../domain/group/group.state';
import { membershipStream } from '../domain/membership/membership.state';
import { AddMembersCommand, AddMembersHandler } from './add-members/add-members.command';
import {
  ApproveJoinRequestsCommand,
  ApproveJoinRequestsHandler,
} from './approve-join-requests/approve-join-requests.command';
import { AssignRoleCommand, AssignRoleHandler } from './assign-role/assign-role.command';
import { BanMembersCommand, BanMembersHandler } from './ban-members/ban-members.command';
import { LeaveGroupCommand, LeaveGroupHandler } from './leave-group/leave-group.command';
import {
  RejectJoinRequestsCommand,
  RejectJoinRequestsHandler,
} from './reject-join-requests/reject-join-requests.command';
import { RemoveMembersCommand, RemoveMembersHandler } from './remove-members/remove-members.command';
import { UnassignRoleCommand, UnassignRoleHandler } from './unassign-role/unassign-role.command';

/**
 * Commands that meet, each in a process of its own, on one event store that gives way to others before each append.
 * Whoever comes first, they have to end as if one had come after the other.
 */
class YieldingStore extends InMemoryEventStore {
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    await new Promise(setImmediate);
    return super.append(...args);
  }
}
const settings = settingsWithUnknown('PUBLIC');
let store: YieldingStore;
let decider: Decider;

const appended = (stream: 'group' | Person, ...events: Event[]) => {
  const target = stream === 'group' ? groupStream(siteId, groupId) : membershipStream(siteId, groupId, stream.memberId);
  const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
  return decider.on({ target }).decide('target', () => accept(...events), { caller: olga, metadata });
};
beforeEach(async () => {
  store = new YieldingStore();
  decider = new Decider(store);
  await appended('group', groupCreated({ privacyStatus: 'PRIVATE' }));
  await appended(olga, memberJoined(olga, 'CREATED'));
  await appended(mira, memberJoined(mira));
  await appended(ravi, memberJoined(ravi));
  await appended('group', roleAssigned(mira), roleAssigned(ravi));
  await appended(tomo, joinRequested(tomo));
});
const now = async (who: Person) => {
  const states = {
    group: groupStream(siteId, groupId),
    callerMembership: membershipStream(siteId, groupId, who.memberId),
  };
  const { group, callerMembership } = await decider.on(states).load();
  return {
    belongs: belongs(group, callerMembership, who.memberId),
    isAdmin: isAdmin(group, callerMembership, who.memberId),
    ...callerMembership,
  };
};
const of = (who: Person) => ({ groupId, memberId: who.memberId });
const removes = (by: Person, who: Person) =>
  new RemoveMembersHandler(new Decider(store), settings).execute(new RemoveMembersCommand([of(who)], by));
const demotes = (by: Person, who: Person) =>
  new UnassignRoleHandler(new Decider(store), settings).execute(new UnassignRoleCommand([of(who)], by));
const bans = (by: Person, who: Person) =>
  new BanMembersHandler(new Decider(store), settings).execute(new BanMembersCommand([of(who)], by));
const degrades = (by: Person, who: Person) =>
  new AssignRoleHandler(new Decider(store), settings).execute(
    new AssignRoleCommand([{ ...of(who), role: 'MEMBER' }], by),
  );

describe('of two admins', () => {
  it.each([
    ['remove each other', removes, removes],
    ['demote each other', demotes, demotes],
    ['make each other a member', degrades, degrades],
    ['ban each other', bans, bans],
    ['ban and remove each other', bans, removes],
    ['demote and ban each other', demotes, bans],
    ['remove and demote each other', removes, demotes],
    ['demote and remove each other', demotes, removes],
  ])('who %s, exactly one succeeds', async (_, one, other) => {
    const outcomes = await Promise.all([one(mira, ravi), other(ravi, mira)]);
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(outcomes.filter(({ accepted }) => !accepted)).toEqual([refuse('PERMISSION_DENIED')]);
    const admins = [await now(mira), await now(ravi)].filter((who) => who.isAdmin);
    expect(admins).toHaveLength(1);
    expect(admins[0]!.belongs).toBe(true);
  });
});

describe('a request to join', () => {
  const approves = (by: Person) =>
    new ApproveJoinRequestsHandler(new Decider(store), settings).execute(
      new ApproveJoinRequestsCommand([of(tomo)], by),
    );
  const adds = (by: Person) =>
    new AddMembersHandler(new Decider(store), settings).execute(
      new AddMembersCommand([{ ...of(tomo), openInvitations: 0 }], by),
    );
  const rejects = (by: Person) =>
    new RejectJoinRequestsHandler(new Decider(store), settings).execute(new RejectJoinRequestsCommand([of(tomo)], by));

  it.each([
    ['approved twice', approves, approves],
    ['approved and rejected', approves, rejects],
    ['rejected twice', rejects, rejects],
    ['approved while the person is added', approves, adds],
  ])('is answered once when it is %s at once', async (_, one, other) => {
    const outcomes = await Promise.all([one(mira), other(ravi)]);
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
    const { request, joined } = await now(tomo);
    expect(request!.status).toBe(joined ? 'APPROVED' : 'REJECTED');
    const answers = (await store.readStream(`membership-${siteId}.${groupId}.tomo`)).map(({ type }) => type);
    expect(answers).toEqual(
      joined ? ['JoinRequested', 'JoinRequestApproved', 'MemberJoined'] : ['JoinRequested', 'JoinRequestRejected'],
    );
  });
});

it('an admin who leaves while being removed is gone, and an admin no more', async () => {
  const leaves = new LeaveGroupHandler(new Decider(store), settings).execute(new LeaveGroupCommand({ groupId }, ravi));
  await Promise.all([leaves, removes(mira, ravi)]);
  expect(await now(ravi)).toMatchObject({ belongs: false, isAdmin: false, joined: null });
  const ends = (await store.readStream(`membership-${siteId}.${groupId}.ravi`)).slice(1);
  expect(ends).toHaveLength(1);
});
