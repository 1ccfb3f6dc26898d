import { Automation } from '@app/automation';
import { type EventStore } from '@app/event-store';
import { EVENT_STORE, type ReadinessProbe } from '@app/http';
import { type Logger as Log, Projector, ViewProgress } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { laneOf, Policies } from './automation/policies';
import { READ_STORE, views } from './read/views';
import { ourPrefixes, Streams } from './streams';

const names = views.map(({ projection }) => projection.name);
const LATE = 5000; // ms

/** Keeps the views and runs the policies, from the start of the process to its end. */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly log = structured(new Logger('background-work'));
  private work: readonly Promise<void>[] = [];

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly streams: Streams,
    private readonly policies: Policies,
    private readonly progress: ViewProgress,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare(views.map(({ collection }) => collection));
    const automation = new Automation(this.policies.runnable(), laneOf, this.events, this.store, this.log, ourPrefixes);
    this.streams.followedBy(automation.follow);
    const projectors = views.map(
      (view) => new Projector(view, this.events, this.store, this.progress, this.log, ourPrefixes),
    );
    this.work = [...projectors, automation].map((worker) => worker.run(this.stopping.signal));
  }

  /** Comes back when every view shows the present: from then on the process can answer. Logs how long it takes, if it takes. */
  async caughtUp(): Promise<void> {
    for (let waited = 0; ; waited++) {
      const late = this.progress.late(names, 0);
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
    await Promise.all(this.work);
  }
}

/** What has to work before this process takes calls. */
export const readinessProbes = (events: EventStore, store: ReadStore, progress: ViewProgress): ReadinessProbe[] => [
  { name: 'eventStore', check: async () => void (await events.lastPosition()) },
  { name: 'readStore', check: () => store.ping() },
  {
    name: 'views',
    check: () => {
      const late = progress.late(names, LATE);
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
