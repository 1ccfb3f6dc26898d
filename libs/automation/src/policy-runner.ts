import { type EventStore, EventStoreUnavailable } from '@app/event-store';
import { KeyedQueue, MAX_DEPTH, type CommandMetadata, policyCommandMetadata } from '@app/decider';
import type { Position, Recorded } from '@app/kernel';
import { type Logger, repeatUntilAborted, sleep } from '@app/projections';
import { ReadModelBehind, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { LRUCache } from 'lru-cache';
import { InFlightEvents } from './in-flight-events';
import { eventsInFlight, parkedPolicies } from './metrics';

/** A policy as the runner needs it: `commands` looks up what the policy reads, and gives its commands in chunks. */
export type PolicyHandler = {
  /** Names the policy in logs and metrics; part of the ids of its commands, so it must never change. */
  readonly name: string;
  /** The types of the events that it handles. */
  readonly on: readonly string[];
  readonly commands: (event: Recorded) => AsyncIterable<readonly PolicyCommand[]>;
};

/** A command of a policy. */
export type PolicyCommand = {
  /** Unique among the commands of the same policy and event, and the same whenever the event is handled again. */
  readonly key: string;
  /** Resolves when the command has succeeded or was refused; the runner treats both alike. */
  readonly send: (metadata: CommandMetadata) => Promise<void>;
};

const MAX_ATTEMPTS = 5;
const RETRY_DELAY = 200; // ms
const CHECKPOINT_INTERVAL = 1000; // ms
const MAX_RUNNING = 1000; // events
const MAX_REMEMBERED = 10_000; // events
const CHECKPOINT = 'automation';

/**
 * Runs policies: right after an append for the events of this process, and from a catch-up subscription for all events,
 * so that none is missed when a process dies. An event may be handled more than once: policy commands must change
 * nothing when what they ask for holds already.
 */
export class PolicyRunner {
  private readonly lanes = new KeyedQueue();
  /** The ids of events handled right after their append, which the subscription skips. */
  private readonly handled = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  private readonly byType = new Map<string, PolicyHandler[]>();

  constructor(
    policies: readonly PolicyHandler[],
    /** The subscription handles events of one lane in order, and those of different lanes concurrently. */
    private readonly laneOf: (event: Recorded) => string,
    private readonly events: EventStore,
    private readonly checkpoints: Pick<ReadStore, 'checkpoint' | 'saveCheckpoint'>,
    private readonly log: Logger,
    /** Only streams whose names begin with one of these are read. Default: all. */
    private readonly prefixes?: readonly string[],
    /** The longest that `handleAppended` waits, in ms. */
    private readonly appendedTimeout = 2000,
  ) {
    for (const policy of policies)
      for (const type of policy.on) this.byType.set(type, [...(this.byType.get(type) ?? []), policy]);
  }

  /**
   * Handles events that this process has just appended. Resolves when that is done, or after `appendedTimeout` while it
   * goes on. Never rejects; what fails is tried again by the subscription.
   */
  readonly handleAppended = async (events: readonly Recorded[]): Promise<void> => {
    const handling = events.filter(({ type }) => this.byType.has(type)).map((event) => this.handleOnce(event));
    if (handling.length === 0) return;
    const done = new AbortController();
    await Promise.race([Promise.all(handling), sleep(this.appendedTimeout, done.signal)]);
    done.abort();
  };

  /**
   * Handles every event from the checkpoint on, until the signal aborts. Retries while a store is unavailable; never
   * rejects.
   */
  run(signal: AbortSignal): Promise<void> {
    return repeatUntilAborted(
      signal,
      (error) => this.logOutage(error),
      () => this.catchUpAndFollow(signal),
    );
  }

  private async handleOnce(event: Recorded): Promise<void> {
    const policies = this.parkIfTooDeep(event) ? [] : this.policiesOf(event);
    const results = await Promise.allSettled(policies.map((policy) => sendCommands(policy, event)));
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) this.handled.set(event.id, true);
    else {
      const err: unknown = failed.reason;
      this.log.warn({ event: event.id, type: event.type, err }, 'policy will be tried again from the subscription');
    }
  }

  private async catchUpAndFollow(signal: AbortSignal): Promise<void> {
    const storeId = await this.events.identity();
    const saved = await this.checkpoints.checkpoint(CHECKPOINT);
    const last = await this.events.lastPosition();
    const isValid = saved?.storeId === storeId && saved.position !== null && last !== null && saved.position <= last;
    // A checkpoint of another store, or of one since restored from a backup: from the start again, which changes nothing.
    const after = isValid ? saved.position : null;
    const inFlight = new InFlightEvents(after);
    let savedPosition = after;
    const saveCheckpoint = async () => {
      const position = inFlight.checkpoint;
      eventsInFlight.set(inFlight.size);
      if (position === null || position === savedPosition) return;
      await this.checkpoints.saveCheckpoint(CHECKPOINT, { position, storeId, caughtUpAt: null });
      savedPosition = position;
    };
    const onError = (error: unknown) => this.logOutage(error);
    const timer = setInterval(() => void saveCheckpoint().catch(onError), CHECKPOINT_INTERVAL);
    try {
      await this.consume(inFlight, after, signal, saveCheckpoint);
    } finally {
      clearInterval(timer);
    }
    await saveCheckpoint().catch(onError);
  }

  private async consume(
    inFlight: InFlightEvents,
    after: Position | null,
    signal: AbortSignal,
    saveCheckpoint: () => Promise<void>,
  ): Promise<void> {
    let running = 0;
    let onFinished = () => {};
    for await (const batch of this.events.subscribe({
      ...(after !== null && { after }),
      ...(this.prefixes && { prefixes: this.prefixes }),
      signal,
    })) {
      for (const event of batch.events) {
        if (!this.byType.has(event.type) || this.handled.has(event.id)) continue;
        while (running >= MAX_RUNNING) await new Promise<void>((resolve) => (onFinished = resolve));
        running++;
        const done = inFlight.begin(event.position);
        void this.lanes
          .run(this.laneOf(event), () => this.handleWithRetries(event, signal))
          .then((isFinished) => {
            running--;
            if (isFinished) done();
            onFinished();
          });
      }
      inFlight.begin(batch.position)(); // the batch may end behind the last event that has policies
      await saveCheckpoint();
    }
  }

  /** True when every policy has handled the event or is parked; false when the signal aborted first: the next start retries. */
  private async handleWithRetries(event: Recorded, signal: AbortSignal): Promise<boolean> {
    if (this.parkIfTooDeep(event)) return true;
    const finished = await Promise.all(this.policiesOf(event).map((policy) => this.retry(policy, event, signal)));
    return !finished.includes(false);
  }

  /** An outage is retried until it ends; after any other error the policy is parked at the fifth attempt. */
  private async retry(policy: PolicyHandler, event: Recorded, signal: AbortSignal): Promise<boolean> {
    for (let attempt = 1; !signal.aborted;) {
      try {
        await sendCommands(policy, event);
        return true;
      } catch (error) {
        if (!isOutage(error) && attempt++ >= MAX_ATTEMPTS) {
          this.park(policy.name, event, error);
          return true;
        }
        await sleep(RETRY_DELAY, signal);
      }
    }
    return false;
  }

  /** Parks all policies of an event that too many policies lead to: they trigger each other endlessly. True if it did. */
  private parkIfTooDeep(event: Recorded): boolean {
    if (event.metadata.depth < MAX_DEPTH) return false;
    for (const { name } of this.policiesOf(event))
      this.park(name, event, new Error('policies follow each other in a circle'));
    return true;
  }

  private park(policy: string, event: Recorded, error: unknown): void {
    this.log.error({ policy, event: event.id, type: event.type, err: error }, 'policy parked');
    parkedPolicies.inc({ policy });
  }

  private logOutage(error: unknown): void {
    this.log.warn({ err: error }, 'policies wait for a store');
  }

  private policiesOf({ type }: Recorded): readonly PolicyHandler[] {
    return this.byType.get(type) ?? [];
  }
}

/** Sends all commands of a policy for one event, also after one has failed. Then throws one of the errors, an outage first. */
async function sendCommands({ name, commands }: PolicyHandler, event: Recorded): Promise<void> {
  const failures: unknown[] = [];
  for await (const chunk of commands(event)) {
    const results = await Promise.allSettled(
      chunk.map(({ key, send }) => send(policyCommandMetadata(event, name, key))),
    );
    for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
  }
  if (failures.length > 0) throw failures.find(isOutage) ?? failures[0];
}

const isOutage = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable || error instanceof ReadStoreUnavailable || error instanceof ReadModelBehind;
