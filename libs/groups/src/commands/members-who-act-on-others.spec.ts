import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Caller, type Event } from '@app/kernel';
import type { Command } from '@nestjs/cqrs';
import { groupStream } from '../domain/group/group.state';
import { membershipStream } from '../domain/membership/membership.state';
import { commandBusOn } from '../testing/commands-with-policies';
import { groupCreated, groupId, roleAssigned } from '../testing/group.examples';
import { joinRequested, memberInvited, memberJoined } from '../testing/membership.examples';
import { anna, billing, mira, olga, type Person, ravi, siteId, tomo } from '../testing/people.examples';
import {
  AddMembersCommand,
  ApproveJoinRequestsCommand,
  InviteMembersCommand,
  RejectJoinRequestsCommand,
  RevokeInvitationCommand,
} from '.';

const settings = {
  allowedToAddMembers: 'ALL_MEMBERS',
  allowedToApproveJoinRequests: 'ALL_MEMBERS',
  allowedToInviteMembers: 'ALL_MEMBERS',
} as const;
const item = ({ memberId }: Person) => ({ groupId, memberId });
const zoe: Person = { ...tomo, id: 'zoe', memberId: 'zoe' };
const eva: Person = { ...tomo, id: 'eva', memberId: 'eva' };

let store: InMemoryEventStore;
const append = (who: Person | null, ...events: Event[]) => {
  const target = who ? membershipStream(siteId, groupId, who.memberId) : groupStream(siteId, groupId);
  const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
  return new Decider(store).on({ target }).decide('target', () => accept(...events), { caller: olga, metadata });
};
beforeEach(async () => {
  store = new InMemoryEventStore();
  await append(null, groupCreated({ privacyStatus: 'PRIVATE', settings }));
  for (const who of [olga, mira, ravi]) await append(who, memberJoined(who));
  await append(null, roleAssigned(mira));
  await append(tomo, joinRequested(tomo));
  await append(zoe, memberInvited(zoe, ravi));
});
const execute = (command: Command<{ accepted: boolean }>) => commandBusOn(new Decider(store)).execute(command);
const eventsOf = async ({ memberId }: Person) =>
  (await store.readStream(membershipStream(siteId, groupId, memberId).name!)).map(({ type }) => type);

type Act = (by: Caller) => Command<{ accepted: boolean }>;
const acts: [string, Act][] = [
  ['adds', (by) => new AddMembersCommand([item(eva)], by)],
  ['invites', (by) => new InviteMembersCommand([item(eva)], by)],
  ['approves', (by) => new ApproveJoinRequestsCommand([item(tomo)], by)],
  ['rejects', (by) => new RejectJoinRequestsCommand([item(tomo)], by)],
  ['revokes an own invitation', (by) => new RevokeInvitationCommand(item(zoe), by)],
];

describe('a plain member', () => {
  it.each(acts)('who %s is authorized first', async (_, act) => {
    const before = (await store.readAll()).length;
    expect(await execute(act(ravi))).toMatchObject({ accepted: true });
    expect((await store.readAll())[before]!.type).toBe('MemberAuthorized');
    expect(await eventsOf(ravi)).toEqual(['MemberJoined', 'MemberAuthorized']);
  });
  it('is authorized once', async () => {
    for (const [, act] of [acts[0]!, acts[3]!, acts[4]!]) await execute(act(ravi));
    expect(await eventsOf(ravi)).toEqual(['MemberJoined', 'MemberAuthorized']);
  });
  it('is authorized once for a bulk command, and not for one that is refused', async () => {
    await execute(new AddMembersCommand([item(mira)], ravi));
    expect(await eventsOf(ravi)).toEqual(['MemberJoined']);
    await execute(new AddMembersCommand([mira, eva, tomo, anna].map(item), ravi));
    expect(await eventsOf(ravi)).toEqual(['MemberJoined', 'MemberAuthorized']);
  });
});

it.each([
  ['an admin', mira],
  ['the owner', olga],
  ['a site admin', anna],
  ['an app', billing],
] as const)('%s is not authorized first', async (_, by) => {
  for (const [, act] of [acts[0]!, acts[2]!]) expect(await execute(act(by))).toMatchObject({ accepted: true });
  expect((await store.readAll()).map(({ type }) => type)).not.toContain('MemberAuthorized');
});
