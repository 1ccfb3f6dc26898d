import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event, refuse } from '@app/kernel';
import { groupStream } from '../domain/group/group.state';
import { membershipStream } from '../domain/membership/membership.state';
import { belongs, isAdmin } from '../domain/permissions';
import { groupCreated, groupId, roleAssigned } from '../testing/group.examples';
import { joinRequested, memberJoined } from '../testing/membership.examples';
import { mira, olga, type Person, ravi, settingsWithUnknown, siteId, tomo } from '../testing/people.examples';
import { AddMembersCommand, AddMembersHandler } from './add-members/add-members.command';
import {
  ApproveJoinRequestsCommand,
  ApproveJoinRequestsHandler,
} from './approve-join-requests/approve-join-requests.command';
import { AssignRoleCommand, AssignRoleHandler } from './assign-role/assign-role.command';
import { BanMembersCommand, BanMembersHandler } from './ban-members/ban-members.command';
import { PendingItems } from './pending-items';
import { LeaveGroupCommand, LeaveGroupHandler } from './leave-group/leave-group.command';
import {
  RejectJoinRequestsCommand,
  RejectJoinRequestsHandler,
} from './reject-join-requests/reject-join-requests.command';
import { RemoveMembersCommand, RemoveMembersHandler } from './remove-members/remove-members.command';
import { UnassignRoleCommand, UnassignRoleHandler } from './unassign-role/unassign-role.command';

/** An event store that lets other work run before each append, so that concurrent commands conflict. */
class YieldingStore extends InMemoryEventStore {
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    await new Promise(setImmediate);
    return super.append(...args);
  }
}
const settings = settingsWithUnknown('PUBLIC');
let store: YieldingStore;
let decider: Decider;

const append = (stream: 'group' | Person, ...events: Event[]) => {
  const target = stream === 'group' ? groupStream(siteId, groupId) : membershipStream(siteId, groupId, stream.memberId);
  const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
  return decider.on({ target }).decide('target', () => accept(...events), { caller: olga, metadata });
};
beforeEach(async () => {
  store = new YieldingStore();
  decider = new Decider(store);
  await append('group', groupCreated({ privacyStatus: 'PRIVATE' }));
  await append(olga, memberJoined(olga, 'CREATED'));
  await append(mira, memberJoined(mira));
  await append(ravi, memberJoined(ravi));
  await append('group', roleAssigned(mira), roleAssigned(ravi));
  await append(tomo, joinRequested(tomo));
});
const currentState = async (who: Person) => {
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
const member = (who: Person) => ({ groupId, memberId: who.memberId });
const remove = (by: Person, who: Person) =>
  new RemoveMembersHandler(new Decider(store), settings).execute(new RemoveMembersCommand([member(who)], by));
const demote = (by: Person, who: Person) =>
  new UnassignRoleHandler(new Decider(store), settings).execute(new UnassignRoleCommand([member(who)], by));
const ban = (by: Person, who: Person) =>
  new BanMembersHandler(new Decider(store), settings).execute(new BanMembersCommand([member(who)], by));
const makeMember = (by: Person, who: Person) =>
  new AssignRoleHandler(new Decider(store), settings).execute(
    new AssignRoleCommand([{ ...member(who), role: 'MEMBER' }], by),
  );

describe('two concurrent commands of two admins', () => {
  it.each([
    ['remove each other', remove, remove],
    ['demote each other', demote, demote],
    ['make each other a member', makeMember, makeMember],
    ['ban each other', ban, ban],
    ['ban and remove each other', ban, remove],
    ['demote and ban each other', demote, ban],
    ['remove and demote each other', remove, demote],
    ['demote and remove each other', demote, remove],
  ])('who %s: exactly one is accepted', async (_, one, other) => {
    const results = await Promise.all([one(mira, ravi), other(ravi, mira)]);
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(results.filter(({ accepted }) => !accepted)).toEqual([refuse('PERMISSION_DENIED')]);
    const admins = [await currentState(mira), await currentState(ravi)].filter((who) => who.isAdmin);
    expect(admins).toHaveLength(1);
    expect(admins[0]!.belongs).toBe(true);
  });
});

describe('a request to join', () => {
  const approve = (by: Person) =>
    new ApproveJoinRequestsHandler(new Decider(store), settings).execute(
      new ApproveJoinRequestsCommand([member(tomo)], by),
    );
  const add = (by: Person) =>
    new AddMembersHandler(new Decider(store), settings, new PendingItems()).execute(
      new AddMembersCommand([member(tomo)], by),
    );
  const reject = (by: Person) =>
    new RejectJoinRequestsHandler(new Decider(store), settings).execute(
      new RejectJoinRequestsCommand([member(tomo)], by),
    );

  it.each([
    ['approved twice', approve, approve],
    ['approved and rejected', approve, reject],
    ['rejected twice', reject, reject],
    ['approved while the person is added', approve, add],
  ])('is decided once when it is %s concurrently', async (_, one, other) => {
    const results = await Promise.all([one(mira), other(ravi)]);
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    const { request, joined } = await currentState(tomo);
    expect(request!.status).toBe(joined ? 'APPROVED' : 'REJECTED');
    const types = (await store.readStream(`membership-${siteId}.${groupId}.tomo`)).map(({ type }) => type);
    expect(types).toEqual(
      joined ? ['JoinRequested', 'JoinRequestApproved', 'MemberJoined'] : ['JoinRequested', 'JoinRequestRejected'],
    );
  });
});

it('an admin who leaves while being removed does not belong and is no admin', async () => {
  const leaves = new LeaveGroupHandler(new Decider(store), settings).execute(new LeaveGroupCommand({ groupId }, ravi));
  await Promise.all([leaves, remove(mira, ravi)]);
  expect(await currentState(ravi)).toMatchObject({ belongs: false, isAdmin: false, joined: null });
  const ends = (await store.readStream(`membership-${siteId}.${groupId}.ravi`)).slice(1);
  expect(ends).toHaveLength(1);
});
