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
import { laneOf, Policies } from '../policies/policies';
import { views } from '../views/collections';
import { READ_STORE } from '../views/views';
import { Decider } from '@app/decider';
import { streamPrefixes } from '../domain/streams';

/**
 * Which process projects events into the views and runs policies again: this one, one of several at a time (the leader),
 * or others only.
 */
export type BackgroundMode = 'THIS_PROCESS' | 'LEADER' | 'OTHER_PROCESSES';

/** Injects the `BackgroundMode`. */
export const BACKGROUND_MODE = Symbol('background mode');

/** Injects how long a response waits for policies, in ms; `undefined`: the default. */
export const MAX_WAIT = Symbol('max wait');

const names = views.map(({ projection }) => projection.name);
const LATE = 5000; // ms

/** Runs projectors and policies from the start of the process to its end, or follows how far other processes have come. */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly log = structured(new Logger('background-work'));
  private work: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(BACKGROUND_MODE) private readonly mode: BackgroundMode,
    @Inject(MAX_WAIT) private readonly maxWait: number | undefined,
    private readonly decider: Decider,
    private readonly policies: Policies,
    private readonly progress: ViewProgress,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([leases, ...views.map(({ collection }) => collection)]);
    const handlers = this.policies.handlers();
    const policies = new PolicyRunner(
      handlers,
      laneOf,
      this.events,
      this.store,
      this.log,
      streamPrefixes,
      this.maxWait,
    );
    this.decider.onAppended(policies.handleAppended);
    this.work = this.start(policies, this.stopping.signal);
  }

  /** Comes back when no view is late: from then on the process can serve reads. Logs how long it takes, if it takes. */
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

  private start(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    if (this.mode === 'THIS_PROCESS') return this.run(policies, signal);
    if (this.mode === 'OTHER_PROCESSES') return this.watch(signal);
    return this.standBy(policies, signal);
  }

  private async run(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    const projectors = views.map(
      (view) => new Projector(view, this.events, this.store, this.progress, this.log, streamPrefixes),
    );
    await Promise.all([...projectors, policies].map((worker) => worker.run(signal)));
  }

  private watch(signal: AbortSignal): Promise<void> {
    return new CheckpointWatcher(views, this.events, this.store, this.progress, this.log).run(signal);
  }

  /** While another process leads, this one only watches. */
  private async standBy(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    let waiting = new AbortController();
    let watching = this.watch(waiting.signal);
    await new LeaderElection('projector', this.store, this.log).run(signal, async (leading) => {
      waiting.abort();
      await watching;
      await this.run(policies, leading);
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
