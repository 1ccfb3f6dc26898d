import { randomUUID } from 'node:crypto';
import { Decider } from '@app/decider';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { BackgroundWork, GroupsModule, type DecisionSettings } from '@app/groups';
import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { admission } from '../../libs/groups/src/runtime/admission';
import { type Group, groupStream, isRequest } from '../../libs/groups/src/domain/group/group.state';
import { type Membership, membershipStream } from '../../libs/groups/src/domain/membership/membership.state';
import { belongs, isAdmin, isBanned, isInvited } from '../../libs/groups/src/domain/permissions';
import { domainCommandFor } from './domain-commands';
import { type Failure, resultsOf } from './action-results';
import { type GroupSnapshot, type ObservedSnapshot, policySettings, comparableSlug } from './snapshots';
import type { SystemUnderTest } from './run-sequences';
import { app, possibleMembers, type GroupName, siteAdmin, visitor } from './actions';

/** What any command gives. */
type CommandOutput = {
  readonly refusal?: string;
  readonly states?: { readonly group?: Group };
  readonly failures?: readonly Failure[];
  readonly data?: { readonly failures?: readonly Failure[] };
};

/**
 * Commands, decisions, folds and policies on stores in memory, without HTTP. Each call of `newSystem` gives a site of its
 * own.
 */
export async function startInProcessSystem(): Promise<{
  readonly events: EventStore;
  readonly newSystem: () => Promise<SystemUnderTest>;
  readonly stop: () => Promise<void>;
}> {
  const events = new InMemoryEventStore();
  const settings: DecisionSettings = { unknownSiteMembers: 'PUBLIC' };
  let clock = Date.now();
  const decider = new Decider(events, () => new Date(clock++), admission(settings)); // no two events have the same time
  const module = await Test.createTestingModule({
    imports: [GroupsModule.on({ events, views: new InMemoryReadStore(), settings, maxWait: 60_000, routes: false })],
  })
    .overrideProvider(Decider)
    .useValue(decider)
    .compile();
  module.useLogger(false);
  await module.init();
  await module.get(BackgroundWork).waitUntilCaughtUp();
  const commands = module.get(CommandBus, { strict: false });
  const execute = (command: object): Promise<CommandOutput> =>
    commands.execute<object, CommandOutput>(command).catch((error: unknown) => {
      if (error instanceof Unauthenticated) return { refusal: 'UNAUTHENTICATED' };
      throw error;
    });

  const newSystem = async (): Promise<SystemUnderTest> => {
    const siteId = randomUUID();
    const groupIds: string[] = [];
    const questionIds: (string | undefined)[] = [];
    return {
      siteId,
      events,
      execute: async (action) => {
        if (action.by === visitor) return ['UNAUTHENTICATED']; // over HTTP, a call without a token reaches no command
        const groupId = ('in' in action && groupIds[action.in]) || randomUUID();
        const questionId = 'in' in action ? questionIds[action.in] : undefined;
        const { refusal, data, ...output } = await execute(
          domainCommandFor(action, { groupId, questionId, caller: callerOf(action.by, siteId) }),
        );
        if (!refusal && (action.do === 'createGroup' || action.do === 'askToCreate')) groupIds.push(groupId);
        if (!refusal && action.do === 'replaceQuestion')
          questionIds[action.in] = output.states?.group?.questions[0]?.id;
        return resultsOf(action, refusal, data?.failures ?? output.failures);
      },
      observe: async (n) => {
        const groupId = groupIds[n]!;
        const group = groupStream(siteId, groupId);
        const memberships = possibleMembers.map(async (who) => {
          const membership = membershipStream(siteId, groupId, who);
          return [who, (await decider.on({ membership }).load()).membership] as const;
        });
        return observedSnapshot((await decider.on({ group }).load()).group, await Promise.all(memberships));
      },
    };
  };
  return { events, newSystem, stop: () => module.close() };
}

function callerOf(by: string, siteId: string): Caller {
  if (by === app) return { kind: 'APP', siteId, id: by };
  return { kind: by === siteAdmin ? 'SITE_ADMIN' : 'MEMBER', siteId, id: by, memberId: by };
}

function observedSnapshot(
  group: Group,
  memberships: readonly (readonly [who: string, Membership])[],
): ObservedSnapshot {
  const isOpen = group.status === 'PENDING' || group.status === 'REJECTED' || group.status === 'CANCELED';
  const perPerson = <Value>(value: (membership: Membership, who: string) => Value | undefined): Record<string, Value> =>
    Object.fromEntries(
      memberships.flatMap(([who, membership]) => {
        const found = value(membership, who);
        return found === undefined ? [] : [[who, found]];
      }),
    );
  const role = (membership: Membership, who: string) => (isAdmin(group, membership, who) ? 'ADMIN' : 'MEMBER');
  const groupSnapshot = ({ name, privacyStatus, settings }: NonNullable<Group['details']>): GroupSnapshot => ({
    name: name as GroupName,
    privacyStatus,
    settings: policySettings(settings),
    slug: comparableSlug(group.slug!),
    question: group.questions[0]?.required ?? null,
    owner: group.ownerId,
    members: perPerson((membership, who) => (belongs(group, membership, who) ? role(membership, who) : undefined)),
    requests: perPerson(({ request }) => request?.status),
    invitations: perPerson((membership, who) =>
      isInvited(group, membership, who) ? (membership.invitation!.invitedById ?? null) : undefined,
    ),
    bans: Object.keys(perPerson((membership, who) => isBanned(group, membership, who) || undefined)).sort(),
  });
  return {
    createRequest: isRequest(group) ? (isOpen ? group.status : 'APPROVED') : null,
    group: group.status === 'ACTIVE' ? groupSnapshot(group.details!) : null,
    askedAt: perPerson(({ request }) => request?.askedAt),
  };
}
