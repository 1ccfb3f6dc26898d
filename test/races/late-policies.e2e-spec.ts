import { randomUUID } from 'node:crypto';
import { type AppendResult, InMemoryEventStore, type NewEvent, WrongExpectedRevision } from '@app/event-store';
import { BackgroundWork, GroupsModule } from '@app/groups';
import type { Caller } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { groupStream } from '../../libs/groups/src/domain/group/group.state';
import { membershipStream } from '../../libs/groups/src/domain/membership/membership.state';
import { belongs, isAdmin } from '../../libs/groups/src/domain/permissions';
import { type Action, app, siteAdmin } from '../model/actions';
import { domainCommandFor } from '../model/domain-commands';
import { appendedByReplay, type GroupsWithLatePolicies, startWithLatePolicies } from '../support/late-policies';
import { eventually } from '../support/waiting';

/** Events in memory. What `before` does happens before the next append to its stream, after the decision about it. */
class EventsWithHooks extends InMemoryEventStore {
  private readonly hooks = new Map<string, () => Promise<unknown>>();

  before(stream: string, hook: () => Promise<unknown>): void {
    this.hooks.set(stream, hook);
  }

  override async append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult> {
    const hook = this.hooks.get(stream);
    this.hooks.delete(stream);
    await hook?.();
    return super.append(stream, events, expected);
  }
}

const groupId = randomUUID();
const siteId = 'studio';
let events: EventsWithHooks;
let groups: GroupsWithLatePolicies;
beforeEach(async () => {
  events = new EventsWithHooks();
  groups = await startWithLatePolicies(events);
});
afterEach(() => groups.stop());

function callerOf(by: string): Caller {
  if (by === app) return { kind: 'APP', siteId, id: by };
  return { kind: by === siteAdmin ? 'SITE_ADMIN' : 'MEMBER', siteId, id: by, memberId: by };
}
const execute = (bus: CommandBus, action: Action) =>
  bus.execute(domainCommandFor(action, { groupId, questionId: undefined, caller: callerOf(action.by) }));
const act = (action: Action) => execute(groups.commands, action);
const creates = (privacyStatus: 'PUBLIC' | 'PRIVATE'): Action => {
  return { do: 'createGroup', by: app, creator: 'olga', name: 'Yoga', privacyStatus };
};
const adds = (...who: string[]): Action => ({ do: 'addMembers', by: app, in: 0, who });
const promotes = (...who: string[]): Action => ({ do: 'assignRole', by: app, in: 0, who, role: 'ADMIN' });
const bans = (...who: string[]): Action => ({ do: 'banMembers', by: app, in: 0, who });
const lifts = (who: string): Action => ({ do: 'liftBan', by: app, in: 0, who });
const invites = (by: string, ...who: string[]): Action => ({ do: 'inviteMembers', by, in: 0, who });
const handsOver = (by: string, who: string): Action => ({ do: 'handOverOwnership', by, in: 0, who });
const joins = (by: string): Action => ({ do: 'joinGroup', by, in: 0, answers: false });

async function participationOf(who: string) {
  const streams = { group: groupStream(siteId, groupId), membership: membershipStream(siteId, groupId, who) };
  const { group, membership } = await groups.decider.on(streams).load();
  return {
    role: isAdmin(group, membership, who) ? 'ADMIN' : belongs(group, membership, who) ? 'MEMBER' : null,
    isOwner: group.ownerId === who,
    isInvited: membership.invitation !== null,
  };
}
/** Runs the policies, and expects that they append nothing when they run again from the first event on. */
async function policiesRun(): Promise<void> {
  await groups.runPolicies();
  expect(await appendedByReplay(events)).toEqual([]);
}

describe('a founder who hands over before their membership was written', () => {
  it('stays a member and an admin, and the next owner belongs as an admin', async () => {
    for (const action of [creates('PUBLIC'), joins('mira'), handsOver('olga', 'mira')]) await act(action);
    expect((await participationOf('olga')).role).toBeNull();
    await policiesRun();
    expect(await participationOf('olga')).toMatchObject({ role: 'ADMIN', isOwner: false });
    expect(await participationOf('mira')).toMatchObject({ role: 'ADMIN', isOwner: true });
  });
  it('is an admin also when they joined by themselves meanwhile', async () => {
    for (const action of [creates('PUBLIC'), joins('mira'), handsOver('olga', 'mira'), joins('olga')])
      await act(action);
    await policiesRun();
    expect((await participationOf('olga')).role).toBe('ADMIN');
  });
  it('stays out when they were banned meanwhile', async () => {
    const { handed, banned } = { handed: handsOver('olga', 'mira'), banned: bans('olga') };
    for (const action of [creates('PUBLIC'), joins('mira'), handed, banned, lifts('olga')]) await act(action);
    await policiesRun();
    expect((await participationOf('olga')).role).toBeNull();
  });
});

describe('a site admin who joined', () => {
  const joined = [creates('PUBLIC'), joins(siteAdmin)];
  const demotes: Action = { do: 'unassignRole', by: 'olga', in: 0, who: [siteAdmin] };
  const leaves: Action = { do: 'leaveGroup', by: siteAdmin, in: 0 };
  it.each([
    ['was demoted', [demotes]],
    ['left and was added', [leaves, adds(siteAdmin)]],
  ])('and %s later is a plain member, however often the policies run', async (_, later) => {
    for (const action of joined) await act(action);
    await policiesRun();
    expect((await participationOf(siteAdmin)).role).toBe('ADMIN');
    for (const action of later) await act(action);
    await policiesRun();
    expect((await participationOf(siteAdmin)).role).toBe('MEMBER');
  });
});

describe('the invitations of somebody who is banned', () => {
  const member = [creates('PRIVATE'), adds('mira', 'zoe'), promotes('mira', 'zoe')];
  const invited = Array.from({ length: 60 }, (_, n) => `guest-${n}`);
  const areInvited = async (...who: readonly string[]) =>
    (await Promise.all(who.map(participationOf))).map(({ isInvited }) => isInvited);

  it('end, however many, by the service and because of the ban; those of others stay', async () => {
    for (const action of member) await act(action);
    for (const who of invited) await act(invites('mira', who));
    for (const action of [invites('zoe', 'ravi'), bans('mira')]) await act(action);
    await policiesRun();
    expect(await areInvited(...invited)).toEqual(invited.map(() => false));
    expect(await areInvited('ravi')).toEqual([true]);
    const ofGroup = await events.readStream(groupStream(siteId, groupId).name!);
    const ofMira = await events.readStream(membershipStream(siteId, groupId, 'mira').name!);
    const ban = [...ofGroup, ...ofMira].filter(({ type }) => type === 'RoleUnassigned' || type === 'MemberBanned');
    const [, revoked] = await events.readStream(membershipStream(siteId, groupId, 'guest-0').name!);
    expect(revoked).toMatchObject({ type: 'InvitationRevoked', metadata: { actor: { type: 'SYSTEM' } } });
    expect(ban.map(({ id }) => id)).toContain(revoked!.metadata.causationId);
  });
  it.each([
    [
      'a member',
      [
        creates('PRIVATE'),
        { do: 'updateGroup', by: app, in: 0, changes: { settings: { allowedToInviteMembers: 'ALL_MEMBERS' } } },
        adds('mira'),
      ],
      [bans('mira')],
    ],
    ['an admin', member, [bans('mira')]],
    ['an admin whose ban is lifted', member, [bans('mira'), lifts('mira')]],
    ['an admin whose ban is lifted, and who returns', member, [bans('mira'), lifts('mira'), adds('mira')]],
  ] as [string, Action[], Action[]][])(
    'end also when %s invites while the ban is decided',
    async (_, before, meanwhile) => {
      for (const action of before) await act(action);
      events.before(membershipStream(siteId, groupId, 'ravi').name!, async () => {
        for (const action of meanwhile) await act(action);
      });
      expect(await act(invites('mira', 'ravi'))).toMatchObject({ accepted: true });
      expect(await areInvited('ravi')).toEqual([true]);
      await policiesRun();
      expect(await areInvited('ravi')).toEqual([false]);
    },
  );
  it('stay when they were made after the ban was lifted', async () => {
    const returns = [lifts('mira'), adds('mira'), promotes('mira')];
    for (const action of [...member, bans('mira'), ...returns, invites('mira', 'ravi')]) await act(action);
    await policiesRun();
    expect(await areInvited('ravi')).toEqual([true]);
  });
});

describe('a policy whose command meets other writers again and again', () => {
  it('is run again until what it asks for holds', async () => {
    const stream = membershipStream(siteId, groupId, 'ravi').name!;
    let conflicts = 0;
    /** Loses as many races for ravi's membership as a command tries, and one more. */
    class BusyStore extends InMemoryEventStore {
      override append(name: string, added: readonly NewEvent[], expected: number): Promise<AppendResult> {
        if (name !== stream || added[0]?.type !== 'JoinRequestApproved' || conflicts++ >= 7)
          return super.append(name, added, expected);
        return Promise.reject(new WrongExpectedRevision(name, expected, expected + 1));
      }
    }
    const settings = { unknownSiteMembers: 'PUBLIC' as const };
    const busy = new BusyStore();
    const module = await Test.createTestingModule({
      imports: [GroupsModule.on({ events: busy, views: new InMemoryReadStore(), settings, routes: false })],
    }).compile();
    module.useLogger(false);
    await module.init();
    await module.get(BackgroundWork).waitUntilCaughtUp();
    const bus = module.get(CommandBus, { strict: false });
    try {
      for (const action of [
        creates('PRIVATE'),
        { do: 'requestToJoin', by: 'ravi', in: 0, answers: false },
        { do: 'updateGroup', by: app, in: 0, changes: { privacyStatus: 'PUBLIC' } },
      ] as const)
        await execute(bus, action);
      await eventually(async () => expect((await busy.readStream(stream)).at(-1)?.type).toBe('MemberJoined'));
      expect(conflicts).toBe(8);
    } finally {
      await module.close();
    }
  });
});
