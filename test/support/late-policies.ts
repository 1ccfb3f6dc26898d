import { CommandSender } from '@app/automation';
import { Decider } from '@app/decider';
import type { EventStore } from '@app/event-store';
import { BackgroundWork, type DecisionSettings, GroupsModule } from '@app/groups';
import type { Position, Recorded } from '@app/kernel';
import { Projector, ViewProgress } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { laneOf, Policies } from '../../libs/groups/src/policies/policies';
import { admission } from '../../libs/groups/src/runtime/admission';
import { views } from '../../libs/groups/src/views/collections';

const settings: DecisionSettings = { unknownSiteMembers: 'PUBLIC' };
const ignored = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The groups of a process whose policies run only when `runPolicies` is called, not after appends. */
export type GroupsWithLatePolicies = {
  readonly commands: CommandBus;
  readonly decider: Decider;
  /** Has the policies handle each event once, in order, until there are no more. Throws what a command fails with. */
  readonly runPolicies: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts groups on these events, with views in memory that are built from the first event on. */
export async function startWithLatePolicies(events: EventStore): Promise<GroupsWithLatePolicies> {
  const store = new InMemoryReadStore();
  let clock = Date.now();
  const decider = new Decider(events, () => new Date(clock++), admission(settings)); // no two events have the same time
  const module = await Test.createTestingModule({
    imports: [GroupsModule.on({ events, views: store, settings, maxWait: 60_000, routes: false })],
  })
    .overrideProvider(BackgroundWork)
    .useValue({})
    .overrideProvider(Decider)
    .useValue(decider)
    .compile();
  module.useLogger(false);
  await module.init();
  await store.prepare(views.map(({ collection }) => collection));
  const stop = new AbortController();
  const progress = module.get(ViewProgress, { strict: false });
  const projecting = views.map((view) => new Projector(view, events, store, progress, ignored).run(stop.signal));
  const handlers = module.get(Policies, { strict: false }).handlers();
  const sender = new CommandSender(laneOf);
  let handled: Position | null = null;
  return {
    commands: module.get(CommandBus, { strict: false }),
    decider,
    runPolicies: async () => {
      for (let left = await eventsAfter(events, handled); left.length > 0; left = await eventsAfter(events, handled))
        for (const event of left) {
          const policies = handlers.filter(({ on }) => on.includes(event.type));
          await Promise.all(policies.map((policy) => sender.sendAll(policy, event)));
          handled = event.position;
        }
    },
    stop: async () => {
      stop.abort();
      await Promise.all(projecting);
      await module.close();
    },
  };
}

/**
 * The events that policies append when they handle every event once more, with views built anew: as after the views and
 * checkpoints were deleted. There should be none.
 */
export async function appendedByReplay(events: EventStore): Promise<readonly Recorded[]> {
  const last = await events.lastPosition();
  const { runPolicies, stop } = await startWithLatePolicies(events);
  await runPolicies().finally(stop);
  return eventsAfter(events, last);
}

/** What each policy appended, for the message of a failed test: site, event that it reacted to, event that it appended. */
export async function described(events: EventStore, appended: readonly Recorded[]): Promise<string[]> {
  const all = new Map((await eventsAfter(events, null)).map((event) => [event.id, event]));
  return appended.map(({ type, metadata, stream }) => {
    const cause = all.get(metadata.causationId ?? '');
    return `${metadata.siteId}: ${cause?.type} led to ${type} in ${stream}`;
  });
}

async function eventsAfter(events: EventStore, after: Position | null): Promise<readonly Recorded[]> {
  const found: Recorded[] = [];
  for (;;) {
    const last = found.at(-1)?.position ?? after;
    const page = await events.readAll(last === null ? {} : { after: last });
    if (page.length === 0) return found;
    found.push(...page);
  }
}
