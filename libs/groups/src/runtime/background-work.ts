import { PolicyRunner } from '@app/automation';
import { Decider } from '@app/decider';
import type { EventStore } from '@app/event-store';
import { EVENT_STORE, type ReadinessProbe } from '@app/http';
import {
  CheckpointWatcher,
  LeaderElection,
  leases,
  type Logger as Log,
  parkedWorkCollection,
  ParkedWorkStore,
  pendingSweepsCollection,
  Projector,
  reportParkedWork,
  ViewProgress,
} from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { PendingItems } from '../commands/pending-items';
import { streamPrefixes } from '../domain/streams';
import { laneOf, Policies } from '../policies/policies';
import { views } from '../views/collections';
import { READ_STORE } from '../views/views';

/**
 * Which process runs the projectors and the policies: this one, one of several at a time (the leader), or only others.
 */
export type BackgroundMode = 'THIS_PROCESS' | 'LEADER' | 'OTHER_PROCESSES';

/** Injects the `BackgroundMode`. */
export const BACKGROUND_MODE = Symbol('background mode');

/** Injects how long a response waits for policies, in ms; `undefined`: the default. */
export const MAX_WAIT = Symbol('max wait');

const viewNames = views.map(({ projection }) => projection.name);
const MAX_LAG = 5000; // ms

/** Runs projectors and policies while the process runs, or watches the checkpoints of the process that does. */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly log = structuredLogger(new Logger('background-work'));
  private work: Promise<void> = Promise.resolve();
  private readonly parkedWork: ParkedWorkStore;

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(BACKGROUND_MODE) private readonly mode: BackgroundMode,
    @Inject(MAX_WAIT) private readonly maxWait: number | undefined,
    private readonly decider: Decider,
    private readonly policies: Policies,
    private readonly progress: ViewProgress,
    private readonly pending: PendingItems,
  ) {
    this.parkedWork = new ParkedWorkStore(store);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([
      leases,
      parkedWorkCollection,
      pendingSweepsCollection,
      ...views.map(({ collection }) => collection),
    ]);
    const handlers = this.policies.handlers();
    const policies = new PolicyRunner(
      handlers,
      laneOf,
      this.events,
      this.store,
      this.parkedWork,
      this.log,
      streamPrefixes,
      this.maxWait,
    );
    this.decider.onAppended(this.pending.record); // first: it does not wait
    this.decider.onAppended(policies.handleAppended);
    this.work = this.start(policies, this.stopping.signal);
  }

  /** Resolves when no view lags, so that the process can serve reads. Logs every two seconds while it waits. */
  async waitUntilCaughtUp(): Promise<void> {
    for (let waits = 0; ; waits++) {
      const lagging = this.progress.lagging(viewNames, MAX_LAG);
      if (lagging.length === 0) return;
      if (waits % 100 === 99) this.log.info({ views: lagging }, 'building views');
      await sleep(20, undefined, { signal: this.stopping.signal });
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Stops the work; resolves when what is in flight has ended. Must be awaited before the stores are closed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private start(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    if (this.mode === 'THIS_PROCESS') return this.run(policies, signal);
    if (this.mode === 'OTHER_PROCESSES') return this.watch(signal);
    return this.runWhileLeading(policies, signal);
  }

  private async run(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    const projectors = views.map(
      (view) => new Projector(view, this.events, this.store, this.progress, this.log, streamPrefixes),
    );
    const workers = [...projectors, policies].map((worker) => worker.run(signal));
    await Promise.all([...workers, reportParkedWork(this.parkedWork, this.log, signal)]);
  }

  private watch(signal: AbortSignal): Promise<void> {
    return new CheckpointWatcher(views, this.events, this.store, this.progress, this.log).run(signal);
  }

  /** Runs the work while this process leads; otherwise watches the checkpoints of the leader. */
  private async runWhileLeading(policies: PolicyRunner, signal: AbortSignal): Promise<void> {
    let stopWatching = new AbortController();
    let watching = this.watch(stopWatching.signal);
    await new LeaderElection('projector', this.store, this.log).run(signal, async (leadership) => {
      stopWatching.abort();
      await watching;
      await this.run(policies, leadership);
      stopWatching = new AbortController();
      watching = this.watch(stopWatching.signal);
    });
    stopWatching.abort();
    await watching;
  }
}

/** What must work before this process takes requests. */
export const readinessProbes = (events: EventStore, store: ReadStore, progress: ViewProgress): ReadinessProbe[] => [
  { name: 'eventStore', check: async () => void (await events.lastPosition()) },
  { name: 'readStore', check: () => store.ping() },
  { name: 'parkedWork', check: () => checkParkedWork(new ParkedWorkStore(store)) },
  {
    name: 'views',
    check: () => {
      const lagging = progress.lagging(viewNames, MAX_LAG);
      return lagging.length === 0 ? Promise.resolve() : Promise.reject(new Error(`behind: ${lagging.join(', ')}`));
    },
  },
];

/** Something that was given up is no reason to send traffic elsewhere, but somebody has to look at it. */
const checkParkedWork = (parkedWork: ParkedWorkStore) =>
  parkedWork.list({ limit: 1 }).then(
    ({ items }) => (items.length > 0 ? ('degraded' as const) : undefined),
    () => undefined, // another probe tells that the read store is unavailable
  );

/** A `Logger` of the projections that writes to Nest's logger. */
const structuredLogger = (logger: Logger): Log => ({
  info: (details, message) => logger.log({ ...details, msg: message }),
  warn: (details, message) => logger.warn({ ...details, msg: message }),
  error: (details, message) => logger.error({ ...details, msg: message }),
});
