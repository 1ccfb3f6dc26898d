import type { EventStore } from '@app/event-store';
import type { Position, Recorded } from '@app/kernel';
import { type Logger, type ParkedWork, type ParkedWorkStore, repeatUntilAborted, sleep } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { LRUCache } from 'lru-cache';
import { CommandSender } from './command-sender';
import { releaseSlot } from './fair-semaphore';
import { InFlightEvents } from './in-flight-events';
import { eventsInFlight } from './metrics';
import { isTooDeep, PolicyAttempts } from './policy-attempts';
import type { PolicyHandler } from './policy-handler';
import { UnreadableEvents } from './unreadable-events';

const CHECKPOINT_INTERVAL = 1000; // ms
const MAX_RUNNING = 1000; // events
const MAX_REMEMBERED = 10_000; // events, and as many calls
const RETRY_POLL_INTERVAL = 1000; // ms
const MAX_RETRIES_IN_FLIGHT = 100; // pieces of parked work
const CHECKPOINT = 'automation';
/** Takes the place of a checkpoint that has no meaning any more: one of the same store would only move forwards. */
const NO_CHECKPOINT = { position: null, storeId: '', caughtUpAt: null };

/**
 * Runs policies: right after an append for the events of this process, and from a catch-up subscription for all events,
 * so that none is missed when a process dies. An event may be handled more than once: policy commands must change
 * nothing when what they ask for holds already.
 */
export class PolicyRunner {
  /** The ids of events handled right after their append, which the subscription skips. */
  private readonly handled = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  /** What handles an event now, by its id, so that it is not handled a second time beside it. */
  private readonly inProgress = new Map<string, Promise<unknown>>();
  /** Until when a call waits for policies, by its correlation id; in milliseconds of `performance.now()`. */
  private readonly waits: LRUCache<string, number>;
  private readonly byType = new Map<string, PolicyHandler[]>();
  /** The ids of the parked work that is being retried. */
  private readonly retrying = new Set<string>();
  private readonly sender: CommandSender;
  private readonly attempts: PolicyAttempts;

  constructor(
    policies: readonly PolicyHandler[],
    /** The lane of an event: commands that wait for a slot are sent lane by lane in turn. */
    laneOf: (event: Recorded) => string,
    private readonly events: EventStore,
    private readonly checkpoints: Pick<ReadStore, 'checkpoint' | 'saveCheckpoint'>,
    private readonly parkedWork: ParkedWorkStore,
    private readonly log: Logger,
    /** Only streams whose names begin with one of these are read. Default: all. */
    private readonly prefixes?: readonly string[],
    /** The longest that a call waits in `handleAppended`, in ms: its response has to come within two seconds, with its own work. */
    private readonly appendedTimeout = 1500,
  ) {
    this.waits = new LRUCache({ max: MAX_REMEMBERED, ttl: 2 * appendedTimeout });
    this.sender = new CommandSender(laneOf);
    this.attempts = new PolicyAttempts(this.sender, parkedWork, log);
    for (const policy of policies)
      for (const type of policy.on) this.byType.set(type, [...(this.byType.get(type) ?? []), policy]);
  }

  /**
   * Handles events that this process has just appended. Resolves when that is done, or while it goes on once the call has
   * waited for `appendedTimeout`, in all: it may append a hundred times. Never rejects; what fails is tried again by the
   * subscription.
   */
  readonly handleAppended = async (events: readonly Recorded[]): Promise<void> => {
    const ofPolicies = events.filter(({ type }) => this.byType.has(type));
    if (ofPolicies.length === 0) return;
    releaseSlot(); // the events may be of a policy's command: it waits, and what it waits for needs a slot
    const handling = ofPolicies.map(
      (event) => this.inProgress.get(event.id) ?? this.track(event, () => this.handleOnce(event)),
    );
    const left = this.timeLeft(ofPolicies[0]!);
    if (left === 0) return;
    const done = new AbortController();
    await Promise.race([Promise.all(handling), sleep(left, done.signal)]);
    done.abort();
  };

  /** How long the call that appended this event may still wait, in ms. Commands of policies always wait, so that few are under way. */
  private timeLeft({ metadata: { depth, correlationId } }: Recorded): number {
    if (depth > 0) return this.appendedTimeout;
    const now = performance.now();
    const until = this.waits.get(correlationId) ?? now + this.appendedTimeout;
    this.waits.set(correlationId, until);
    return Math.max(0, until - now);
  }

  /**
   * Handles every event from the checkpoint on, and parked work that is to be retried, until the signal aborts. Retries
   * while a store is unavailable; never rejects.
   */
  async run(signal: AbortSignal): Promise<void> {
    const forever = (work: () => Promise<void>) => repeatUntilAborted(signal, (error) => this.logOutage(error), work);
    await Promise.all([forever(() => this.catchUpAndFollow(signal)), forever(() => this.retryParkedWork(signal))]);
  }

  private async handleOnce(event: Recorded): Promise<void> {
    if (isTooDeep(event)) return; // the subscription parks it
    const results = await Promise.allSettled(
      this.policiesOf(event).map((policy) => this.sender.sendAll(policy, event)),
    );
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
    const unreadable = this.unreadableEvents(signal);
    if (saved && !isValid) await this.checkpoints.saveCheckpoint(CHECKPOINT, NO_CHECKPOINT);
    if (after === null) await Promise.all([this.parkedWork.dropAll('POLICY'), unreadable.clear()]);
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
      await this.consume(inFlight, after, signal, unreadable, saveCheckpoint);
    } finally {
      clearInterval(timer);
    }
    await saveCheckpoint().catch(onError);
  }

  private async consume(
    inFlight: InFlightEvents,
    after: Position | null,
    signal: AbortSignal,
    unreadable: UnreadableEvents,
    saveCheckpoint: () => Promise<void>,
  ): Promise<void> {
    let running = 0;
    let onFinished = () => {};
    for await (const batch of this.events.subscribe({
      ...(after !== null && { after }),
      ...(this.prefixes && { prefixes: this.prefixes }),
      signal,
    })) {
      for (const event of batch.unreadable) await unreadable.park(event);
      for (const event of batch.events) {
        if (!this.byType.has(event.type) || this.handled.has(event.id)) continue;
        while (running >= MAX_RUNNING) await new Promise<void>((resolve) => (onFinished = resolve));
        running++;
        const done = inFlight.begin(event.position);
        void this.handleUnlessHandled(event, signal).then((isFinished) => {
          running--;
          if (isFinished) done();
          onFinished();
        });
      }
      inFlight.begin(batch.position)(); // the batch may end behind the last event that has policies
      await saveCheckpoint();
    }
  }

  /**
   * As `handleWithRetries`, after what `handleAppended` has begun; nothing if that has succeeded. No event waits for another,
   * not of its group either: behind a large one, as many as may run at once would soon be of one group.
   */
  private async handleUnlessHandled(event: Recorded, signal: AbortSignal): Promise<boolean> {
    await this.inProgress.get(event.id);
    return this.handled.has(event.id) || this.track(event, () => this.handleWithRetries(event, signal));
  }

  private track<T>({ id }: Recorded, work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => this.inProgress.delete(id));
    this.inProgress.set(id, running);
    return running;
  }

  /** True when every policy has handled the event or is parked; false when the signal aborted first: the next start retries. */
  private async handleWithRetries(event: Recorded, signal: AbortSignal): Promise<boolean> {
    const results = await Promise.all(
      this.policiesOf(event).map((policy) =>
        isTooDeep(event)
          ? this.attempts.parkTooDeep(policy, event, signal)
          : this.attempts.handleOrPark(policy, event, signal),
      ),
    );
    return !results.includes('ABORTED');
  }

  private async retryParkedWork(signal: AbortSignal): Promise<void> {
    const unreadable = this.unreadableEvents(signal);
    while (!signal.aborted) {
      await unreadable.retryRequested((error) => this.logOutage(error));
      for (const work of await this.parkedWork.toRetry('POLICY', MAX_RETRIES_IN_FLIGHT)) {
        if (this.retrying.has(work.id)) continue;
        this.retrying.add(work.id);
        void this.retryParked(work, signal)
          .catch((error: unknown) => this.logOutage(error))
          .finally(() => this.retrying.delete(work.id));
      }
      await sleep(RETRY_POLL_INTERVAL, signal);
    }
  }

  /** Handles the event of parked work again. Done, the work is dropped; if it fails again, it stays parked. */
  private async retryParked({ id, name, event: parked }: ParkedWork, signal: AbortSignal): Promise<void> {
    const [event] = await this.events.readStream(parked.stream, { from: parked.revision, limit: 1 });
    const policy = event && this.policiesOf(event).find((policy) => policy.name === name);
    const isGone = !policy || event.id !== parked.id; // an older copy of the events was restored, or the policy was removed
    const result = isGone ? 'DONE' : await this.attempts.handleOrPark(policy, event, signal);
    if (result === 'DONE') await this.parkedWork.drop(id);
  }

  /** Events that cannot be read are parked; those that can be read later are handled then. */
  private unreadableEvents(signal: AbortSignal): UnreadableEvents {
    return new UnreadableEvents(this.parkedWork, this.events, (event) => this.handleWithRetries(event, signal));
  }

  private logOutage(error: unknown): void {
    this.log.warn({ err: error }, 'policies wait for a store');
  }

  private policiesOf({ type }: Recorded): readonly PolicyHandler[] {
    return this.byType.get(type) ?? [];
  }
}
