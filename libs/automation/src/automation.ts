import { type EventStore, EventStoreUnavailable } from '@app/event-store';
import { KeyedQueue, MAX_DEPTH, type CommandMetadata, policyCommandMetadata } from '@app/decider';
import type { Position, Recorded } from '@app/kernel';
import { type Logger, untilAborted } from '@app/projections';
import { ReadModelBehind, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { LRUCache } from 'lru-cache';
import { setTimeout as sleep } from 'node:timers/promises';
import { parked, unfinished } from './metrics';
import { Unfinished } from './unfinished';

/** A policy with everything it may ask for and send bound to it; `requests` gives its commands in chunks. */
export type RunnablePolicy = {
  readonly name: string;
  readonly on: readonly string[];
  readonly requests: (event: Recorded) => AsyncIterable<readonly RunnableRequest[]>;
};

/** One command to be: `key` tells it from others of the same event; `send` ends when it is done or refused, both alike. */
export type RunnableRequest = { readonly key: string; readonly send: (trail: CommandMetadata) => Promise<void> };

const AT_ONCE = 2000; // ms that a caller waits for what follows
const TRIES = 5;
const PAUSE = 200; // ms between tries
const KEEP_EVERY = 1000; // ms between checkpoints
const MOST_UNFINISHED = 1000;
const CHECKPOINT = 'automation';

/**
 * Runs policies: at once for the events that this process appended, and again from an ordered subscription as the net.
 * A policy's commands do nothing when what they ask for holds already, so twice is as good as once.
 */
export class Automation {
  private readonly lanes = new KeyedQueue();
  private readonly finished = new LRUCache<string, true>({ max: 10_000 });
  private readonly byType = new Map<string, RunnablePolicy[]>();

  constructor(
    policies: readonly RunnablePolicy[],
    /** Events of one lane are worked on in order, those of different lanes side by side. */
    private readonly laneOf: (event: Recorded) => string,
    private readonly events: EventStore,
    private readonly checkpoints: Pick<ReadStore, 'checkpoint' | 'saveCheckpoint'>,
    private readonly log: Logger,
    private readonly prefixes?: readonly string[],
  ) {
    for (const policy of policies)
      for (const type of policy.on) this.byType.set(type, [...(this.byType.get(type) ?? []), policy]);
  }

  /** What follows from events just appended; comes back when it has happened, after two seconds at the latest. Never throws. */
  readonly follow = async (events: readonly Recorded[]): Promise<void> => {
    const followed = Promise.all(events.filter(({ type }) => this.byType.has(type)).map((event) => this.atOnce(event)));
    const patience = new AbortController();
    await Promise.race([followed, sleep(AT_ONCE, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  };

  /** The net: every event once more, in order, from the checkpoint on, until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return untilAborted(
      signal,
      (error) => this.waits(error),
      () => this.followAll(signal),
    );
  }

  private async atOnce(event: Recorded): Promise<void> {
    const policies = this.circles(event) ? [] : this.policiesOf(event);
    const results = await Promise.allSettled(policies.map((policy) => obey(policy, event)));
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) this.finished.set(event.id, true);
    else {
      const err: unknown = failed.reason;
      this.log.warn({ event: event.id, type: event.type, err }, 'policy will be tried again from the subscription');
    }
  }

  private async followAll(signal: AbortSignal): Promise<void> {
    const storeId = await this.events.identity();
    const saved = await this.checkpoints.checkpoint(CHECKPOINT);
    const last = await this.events.lastPosition();
    const known = saved?.storeId === storeId && saved.position !== null && last !== null && saved.position <= last;
    const from = known ? saved.position : null; // a restored backup: once more from the start, which changes nothing
    const work = new Unfinished(from);
    let kept = from;
    const keep = async () => {
      const position = work.checkpoint;
      unfinished.set(work.size);
      if (position === null || position === kept) return;
      await this.checkpoints.saveCheckpoint(CHECKPOINT, { position, storeId, caughtUpAt: null });
      kept = position;
    };
    const keeping = setInterval(() => void keep().catch((error: unknown) => this.waits(error)), KEEP_EVERY);
    try {
      await this.workOff(work, from, signal, keep);
    } finally {
      clearInterval(keeping);
    }
    await keep().catch((error: unknown) => this.waits(error));
  }

  private async workOff(
    work: Unfinished,
    from: Position | null,
    signal: AbortSignal,
    keep: () => Promise<void>,
  ): Promise<void> {
    let running = 0;
    let wake = () => {};
    for await (const batch of this.events.subscribe({
      ...(from !== null && { after: from }),
      ...(this.prefixes && { prefixes: this.prefixes }),
      signal,
    })) {
      for (const event of batch.events) {
        if (!this.byType.has(event.type) || this.finished.has(event.id)) continue;
        while (running >= MOST_UNFINISHED) await new Promise<void>((go) => (wake = go));
        running++;
        const done = work.begin(event.position);
        void this.lanes
          .run(this.laneOf(event), () => this.persist(event, signal))
          .then((finished) => {
            running--;
            if (finished) done();
            wake();
          });
      }
      work.begin(batch.position)(); // everything up to the end of the batch has been taken up
      await keep();
    }
  }

  /** True when every policy of it is done or given up; false when the signal came first, so that the next start tries again. */
  private async persist(event: Recorded, signal: AbortSignal): Promise<boolean> {
    if (this.circles(event)) return true;
    const done = await Promise.all(this.policiesOf(event).map((policy) => this.persistWith(policy, event, signal)));
    return !done.includes(false);
  }

  private async persistWith(policy: RunnablePolicy, event: Recorded, signal: AbortSignal): Promise<boolean> {
    for (let attempt = 1; !signal.aborted;) {
      try {
        await obey(policy, event);
        return true;
      } catch (error) {
        if (!isOutage(error) && attempt++ >= TRIES) {
          this.park(policy.name, event, error);
          return true;
        }
        await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
      }
    }
    return false;
  }

  private circles(event: Recorded): boolean {
    if (event.metadata.depth < MAX_DEPTH) return false;
    for (const { name } of this.policiesOf(event))
      this.park(name, event, new Error('policies follow each other in a circle'));
    return true;
  }

  private park(policy: string, event: Recorded, error: unknown): void {
    this.log.error({ policy, event: event.id, type: event.type, err: error }, 'policy parked');
    parked.inc({ policy });
  }

  private waits(error: unknown): void {
    this.log.warn({ err: error }, 'policies wait for a store');
  }

  private policiesOf({ type }: Recorded): readonly RunnablePolicy[] {
    return this.byType.get(type) ?? [];
  }
}

/** Sends every request that one policy makes of one event, also behind one that fails; then throws a failure, an outage first. */
async function obey({ name, requests }: RunnablePolicy, event: Recorded): Promise<void> {
  const failures: unknown[] = [];
  for await (const chunk of requests(event)) {
    const results = await Promise.allSettled(
      chunk.map(({ key, send }) => send(policyCommandMetadata(event, name, key))),
    );
    for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
  }
  if (failures.length > 0) throw failures.find(isOutage) ?? failures[0];
}

const isOutage = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable || error instanceof ReadStoreUnavailable || error instanceof ReadModelBehind;
