import { PolicyRunner } from '@app/automation';
import { type EventStore } from '@app/event-store';
import { EVENT_STORE, type ReadinessProbe } from '@app/http';
import {
  CheckpointWatcher,
  LeaderElection,
  leases,
  type Logger as Log,
  Projector,
  ViewProgress,
} from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { laneOf, Policies } from './automation/policies';
import { READ_STORE, views } from './read/views';
import { ourPrefixes, Streams } from './streams';

/**
 * Where the views are kept and policies are run again: in this process alone, in the one of several like it that leads,
 * or in others.
 */
export type WorkPlace = 'HERE' | 'WHERE_IT_LEADS' | 'ELSEWHERE';

/** Injects the `WorkPlace`. */
export const WORK_PLACE = Symbol('work place');

const names = views.map(({ projection }) => projection.name);
const LATE = 5000; // ms

/** Keeps the views and runs the policies, from the start of the process to its end, or learns how far those have come who do. */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly log = structured(new Logger('background-work'));
  private work: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(WORK_PLACE) private readonly place: WorkPlace,
    private readonly streams: Streams,
    private readonly policies: Policies,
    private readonly progress: ViewProgress,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([leases, ...views.map(({ collection }) => collection)]);
    const automation = new PolicyRunner(
      this.policies.runnable(),
      laneOf,
      this.events,
      this.store,
      this.log,
      ourPrefixes,
    );
    this.streams.followedBy(automation.handleAppended);
    this.work = this.at(this.place, automation, this.stopping.signal);
  }

  /** Comes back when every view shows the present: from then on the process can answer. Logs how long it takes, if it takes. */
  async caughtUp(): Promise<void> {
    for (let waited = 0; ; waited++) {
      const late = this.progress.lagging(names, LATE);
      if (late.length === 0) return;
      if (waited % 100 === 99) this.log.info({ views: late }, 'building views');
      await sleep(20, undefined, { signal: this.stopping.signal });
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Ends all of it, after what is in flight. Whoever closes the stores waits for this first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private at(place: WorkPlace, automation: PolicyRunner, signal: AbortSignal): Promise<void> {
    if (place === 'HERE') return this.do(automation, signal);
    if (place === 'ELSEWHERE') return this.watch(signal);
    return this.standBy(automation, signal);
  }

  private async do(automation: PolicyRunner, signal: AbortSignal): Promise<void> {
    const projectors = views.map(
      (view) => new Projector(view, this.events, this.store, this.progress, this.log, ourPrefixes),
    );
    await Promise.all([...projectors, automation].map((worker) => worker.run(signal)));
  }

  private watch(signal: AbortSignal): Promise<void> {
    return new CheckpointWatcher(views, this.events, this.store, this.progress, this.log).run(signal);
  }

  /** While another leads, this process only watches. */
  private async standBy(automation: PolicyRunner, signal: AbortSignal): Promise<void> {
    let waiting = new AbortController();
    let watching = this.watch(waiting.signal);
    await new LeaderElection('projector', this.store, this.log).run(signal, async (leading) => {
      waiting.abort();
      await watching;
      await this.do(automation, leading);
      waiting = new AbortController();
      watching = this.watch(waiting.signal);
    });
    waiting.abort();
    await watching;
  }
}

/** What has to work before this process takes calls. */
export const readinessProbes = (events: EventStore, store: ReadStore, progress: ViewProgress): ReadinessProbe[] => [
  { name: 'eventStore', check: async () => void (await events.lastPosition()) },
  { name: 'readStore', check: () => store.ping() },
  {
    name: 'views',
    check: () => {
      const late = progress.lagging(names, LATE);
      return late.length === 0 ? Promise.resolve() : Promise.reject(new Error(`behind: ${late.join(', ')}`));
    },
  },
];

/** Nest's logger with the details first. */
const structured = (logger: Logger): Log => ({
  info: (details, message) => logger.log({ ...details, msg: message }),
  warn: (details, message) => logger.warn({ ...details, msg: message }),
  error: (details, message) => logger.error({ ...details, msg: message }),
});
