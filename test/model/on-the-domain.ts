import { randomUUID } from 'node:crypto';
import { InMemoryEventStore } from '@app/event-store';
import { BackgroundWork, GroupsModule, type DecisionSettings } from '@app/groups';
import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { admission } from '../../libs/groups/src/runtime/admission';
import { type Group, isRequest } from '../../libs/groups/src/domain/group/group.state';
import type { Membership } from '../../libs/groups/src/domain/membership/membership.state';
import { belongs, isAdmin, isBanned, isInvited } from '../../libs/groups/src/domain/permissions';
import { groupStream } from '../../libs/groups/src/domain/group/group.state';
import { membershipStream } from '../../libs/groups/src/domain/membership/membership.state';
import { Decider } from '@app/decider';
import { commandOf } from './as-commands';
import { type Failure, outcomesOf } from './outcomes';
import { type GroupPicture, type Seen, settingsIn, shownSlug } from './picture';
import type { Stage } from './playing';
import { app, everybody, type Name, siteAdmin, visitor } from './steps';

/** What a command gives, whichever it is. */
type Result = {
  readonly refusal?: string;
  readonly states?: { readonly group?: Group };
  readonly failures?: readonly Failure[];
  readonly data?: { readonly failures?: readonly Failure[] };
};

/** Commands, decisions, folds and policies, with nothing in front of them and memory behind them. */
export async function theDomain(): Promise<{
  readonly stage: () => Promise<Stage>;
  readonly stop: () => Promise<void>;
}> {
  const events = new InMemoryEventStore();
  const settings: DecisionSettings = { unknownSiteMembers: 'PUBLIC' };
  let clock = Date.now();
  const streams = new Decider(events, () => new Date(clock++), admission(settings)); // no two things happen in one instant
  const module = await Test.createTestingModule({
    imports: [GroupsModule.on({ events, views: new InMemoryReadStore(), settings, routes: false })],
  })
    .overrideProvider(Decider)
    .useValue(streams)
    .compile();
  module.useLogger(false);
  await module.init();
  await module.get(BackgroundWork).caughtUp();
  const commands = module.get(CommandBus, { strict: false });
  const execute = (command: object): Promise<Result> =>
    commands.execute<object, Result>(command).catch((error: unknown) => {
      if (error instanceof Unauthenticated) return { refusal: 'UNAUTHENTICATED' };
      throw error;
    });

  const stage = async (): Promise<Stage> => {
    const siteId = randomUUID();
    const groupIds: string[] = [];
    const questionIds: (string | undefined)[] = [];
    return {
      siteId,
      events,
      does: async (step) => {
        if (step.by === visitor) return ['UNAUTHENTICATED']; // nobody gets as far as here without a token
        const groupId = ('in' in step && groupIds[step.in]) || randomUUID();
        const questionId = 'in' in step ? questionIds[step.in] : undefined;
        const { refusal, data, ...done } = await execute(
          commandOf(step, { groupId, questionId, caller: callerOf(step.by, siteId) }),
        );
        if (!refusal && (step.do === 'create' || step.do === 'askToCreate')) groupIds.push(groupId);
        if (!refusal && step.do === 'question') questionIds[step.in] = done.states?.group?.questions[0]?.id;
        return outcomesOf(step, refusal, data?.failures ?? done.failures);
      },
      sees: async (n) => {
        const groupId = groupIds[n]!;
        const group = groupStream(siteId, groupId);
        const memberships = everybody.map(async (who) => {
          const { theirs } = await streams.on({ theirs: membershipStream(siteId, groupId, who) }).load();
          return [who, theirs] as const;
        });
        return seen((await streams.on({ group }).load()).group, await Promise.all(memberships));
      },
    };
  };
  return { stage, stop: () => module.close() };
}

function callerOf(by: string, siteId: string): Caller {
  if (by === app) return { kind: 'APP', siteId, id: by };
  return { kind: by === siteAdmin ? 'SITE_ADMIN' : 'MEMBER', siteId, id: by, memberId: by };
}

function seen(group: Group, memberships: readonly (readonly [who: string, Membership])[]): Seen {
  const isOpen = group.status === 'PENDING' || group.status === 'REJECTED' || group.status === 'CANCELED';
  const of = <Value>(value: (theirs: Membership, who: string) => Value | undefined): Record<string, Value> =>
    Object.fromEntries(
      memberships.flatMap(([who, theirs]) => {
        const theirValue = value(theirs, who);
        return theirValue === undefined ? [] : [[who, theirValue]];
      }),
    );
  const role = (theirs: Membership, who: string) => (isAdmin(group, theirs, who) ? 'ADMIN' : 'MEMBER');
  const picture = ({ name, privacyStatus, settings }: NonNullable<Group['details']>): GroupPicture => ({
    name: name as Name,
    privacyStatus,
    settings: settingsIn(settings),
    slug: shownSlug(group.slug!),
    question: group.questions[0]?.required ?? null,
    owner: group.ownerId,
    members: of((theirs, who) => (belongs(group, theirs, who) ? role(theirs, who) : undefined)),
    requests: of(({ request }) => request?.status),
    invitations: of((theirs, who) =>
      isInvited(group, theirs, who) ? (theirs.invitation!.invitedById ?? null) : undefined,
    ),
    bans: Object.keys(of((theirs, who) => isBanned(group, theirs, who) || undefined)).sort(),
  });
  return {
    createRequest: isRequest(group) ? (isOpen ? group.status : 'APPROVED') : null,
    group: group.status === 'ACTIVE' ? picture(group.details!) : null,
    askedAt: of(({ request }) => request?.askedAt),
  };
}
