import {
  type EventStore,
  EventStoreUnavailable,
  type NewEvent,
  raiseHighWater,
  WrongExpectedRevision,
} from '@app/event-store';
import {
  type Accepted,
  actorOf,
  type Decision,
  type Event,
  type Refused,
  refuse,
  type StatesOf,
  type StreamDefinition,
} from '@app/kernel';
import {
  type Admission,
  type AppendListener,
  CommandConflict,
  type CommandContext,
  type CommandResult,
  type DecideOptions,
} from './command-context';
import { eventId } from './command-metadata';
import { KeyedQueue } from './keyed-queue';
import { Snapshots, type SnapshotStore } from './snapshots';
import { type LoadedStates, StreamReader, type WrittenEvents } from './stream-reader';
import { afterWrite, beforeWrite } from './unknown-outcome';

type NamedStreams = Readonly<Record<string, StreamDefinition<unknown>>>;
type States = Readonly<Record<string, unknown>>;
type AnyDecision = Decision<Event, string>;
type AnyResult = CommandResult<States, Event, string>;

/** A command with all types erased: the streams it reads, the one it appends to, and the decision. */
type Command = {
  readonly streams: NamedStreams;
  readonly target: string;
  readonly decide: (states: States) => AnyDecision;
  readonly context: CommandContext;
  readonly options: DecideOptions<States, Event>;
};

/** What a `Decider` may be told beside the stores that it needs. */
export type DeciderOptions = {
  /** The memory for states, in bytes by a rough estimate. Default: 64 MiB. */
  readonly cacheBytes?: number;
  /** Where snapshots of long streams are kept. Default: nowhere, so each is read from its first event when it is not cached. */
  readonly snapshots?: SnapshotStore;
  /** How long a command waits at most for earlier ones on its stream, in ms: with a store that does not reply each takes long. Default: 5000. */
  readonly maxWait?: number;
};

const MAX_ATTEMPTS = 6; // the first one, and five on fresh state after a conflict

/** Executes commands: folds streams into states, runs the decision, appends its events. */
export class Decider {
  private readonly reader: StreamReader;
  private readonly maxWait: number;
  private readonly queue = new KeyedQueue();
  private readonly listeners: AppendListener[] = [];

  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
    private readonly admission: Admission<string> | null = null,
    { cacheBytes = 64 * 1024 * 1024, snapshots, maxWait = 5000 }: DeciderOptions = {},
  ) {
    this.reader = new StreamReader(events, cacheBytes, snapshots ? new Snapshots(snapshots, events) : null);
    this.maxWait = maxWait;
  }

  /** Adds a listener. All are called after each append, in the order in which they were added, before the command returns. */
  onAppended(listener: AppendListener): void {
    this.listeners.push(listener);
  }

  /** The streams that a decision needs, by name. A stream under two names is read once. */
  on<const S extends NamedStreams>(streams: S) {
    return {
      /** The current states. Throws `EventStoreUnavailable`, `EventUnreadable`. */
      load: async (): Promise<StatesOf<S>> => (await this.reader.load(streams)).states as StatesOf<S>,

      /**
       * Decides on fresh states and appends the events to the stream called `target`, at the revision that was read.
       * Refuses with `CONFLICT` when other writers were faster six times in a row. A repeat of a command that has appended
       * gives what it appended, with the states right after it.
       * Throws `EventStoreUnavailable` when the store cannot be reached, and when the command had to wait too long for
       * earlier ones on its stream; `EventUnreadable` when a stream holds an event that cannot be read.
       */
      decide: <E extends Event, Code extends string>(
        target: keyof S & string,
        decide: (states: StatesOf<S>) => Decision<E, Code>,
        context: CommandContext,
        options: DecideOptions<StatesOf<S>, E> = {},
      ): Promise<CommandResult<StatesOf<S>, E, Code>> => {
        const command = { streams, target, decide, context, options } as unknown as Command;
        return this.execute(command) as Promise<CommandResult<StatesOf<S>, E, Code>>;
      },
    };
  }

  private async execute(command: Command): Promise<AnyResult> {
    const { name } = targetOf(command);
    if (name === null) return this.refuseWithoutTarget(command);
    const work = () => this.decideAndAppend(command);
    const result = await (command.options.atOnce ? work() : this.inQueue(name, work));
    if (result.accepted && result.events.length > 0)
      await Promise.all(this.listeners.map((listener) => listener(result.events)));
    return result;
  }

  /** For a caller who has no such stream (a visitor, an app): there is nothing to append to, so the decision must refuse. */
  private async refuseWithoutTarget(command: Command): Promise<Refused<string>> {
    const { states } = await this.load(command);
    const decision = this.decideAdmitted(command, states);
    const { claim } = command.context;
    if (claim?.failure && !this.conceals(decision)) throw claim.failure;
    if (decision.accepted) throw new Error('a decision without a stream to append to was accepted');
    return decision;
  }

  private inQueue<T>(name: string, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    return this.queue.run(name, () => {
      if (performance.now() - since > this.maxWait)
        throw new EventStoreUnavailable('too many commands on one stream wait for the store');
      return work();
    });
  }

  private async decideAndAppend(command: Command): Promise<AnyResult> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const loaded = await this.load(command);
      const decision = this.decideAdmitted(command, loaded.states);
      const repeated = await this.resultOfRepeat(command, loaded, decision, attempt);
      if (repeated) return repeated;
      if (!decision.accepted) return decision;
      if (decision.events.length === 0) return unchanged(loaded);
      const result = await this.append(command, loaded, decision);
      if (result) return result;
    }
    return refuse('CONFLICT');
  }

  /** What an earlier call with the same key has appended; `null`: nothing, or the decision conceals the stream. */
  private async resultOfRepeat(
    command: Command,
    loaded: LoadedStates,
    decision: AnyDecision,
    attempt: number,
  ): Promise<AnyResult | null> {
    const {
      streams,
      target,
      context: { claim },
      options: { nextTarget, isContinued },
    } = command;
    if (!claim || this.conceals(decision)) return null;
    if (claim.failure) throw claim.failure;
    if (!claim.isRepeat && attempt === 1) return null; // after a conflict, the faster writer may have been the same call in another process
    const written = await this.writtenEarlier(command, loaded, target);
    if (written) {
      raiseHighWater(written.events.at(-1)!.position);
      const states = withState(streams, loaded.states, streams[target]!.name!, written.state);
      return { accepted: true, states, events: written.events };
    }
    const next = nextTarget === undefined ? null : await this.writtenEarlier(command, loaded, nextTarget);
    if (next) return { accepted: true, states: loaded.states, events: [] };
    if (claim.responseUnknown && !isContinued) throw claim.responseUnknown;
    return null;
  }

  /** What the command has appended to one of its streams; `null`: nothing. */
  private async writtenEarlier(
    { streams, context: { claim, metadata } }: Command,
    { loaded }: LoadedStates,
    target: string,
  ): Promise<WrittenEvents | null> {
    const stream = streams[target]!;
    if (stream.name === null || claim?.position == null) return null;
    return this.reader.writtenBy(metadata.commandId, stream, loaded.get(stream.name)!, claim.position);
  }

  /** `null`: another writer was faster. */
  private async append(command: Command, read: LoadedStates, decision: Accepted<Event>): Promise<AnyResult | null> {
    const { streams, context, options } = command;
    const stream = targetOf(command);
    const name = stream.name!;
    const before = read.loaded.get(name)!;
    if (context.claim) await beforeWrite(context.claim.take());
    let events = decision.events;
    try {
      if (options.beforeAppend) events = await beforeWrite(options.beforeAppend(events, before.revision, read.states));
      const { position } = await this.events.append(name, this.newEvents(command, read, events), before.revision);
      raiseHighWater(position);
    } catch (error) {
      if (error instanceof WrongExpectedRevision || error instanceof CommandConflict) return null;
      throw error;
    }
    // Only the store knows the positions. Exactly its own events are read: the state right after them is what the response
    // shows, whatever another process may have appended since.
    const written = await afterWrite(this.reader.readBack(stream, before, events.length));
    return { accepted: true, states: withState(streams, read.states, name, written.state), events: written.events };
  }

  private newEvents(command: Command, { states, loaded }: LoadedStates, events: readonly Event[]): NewEvent[] {
    const {
      context: { caller, metadata: origin },
      options: { causedBy, judgedWith },
    } = command;
    const name = targetOf(command).name!;
    const others = [...loaded].filter(([other]) => other !== name).map(([other, { revision }]) => [other, revision]);
    const cause = causedBy?.(states);
    const metadata = {
      ...origin,
      ...(cause !== undefined && { causationId: cause }),
      actor: actorOf(caller),
      siteId: caller.siteId,
      at: this.now().toISOString(),
      of: events.length,
      ...(others.length > 0 && { judgedOn: Object.fromEntries(others) as Record<string, number> }),
      ...(judgedWith && { judgedWith }),
    };
    return events.map(({ type, data }, n) => ({
      id: eventId(origin.commandId, name, n),
      type,
      data,
      metadata: { ...metadata, part: n + 1 },
    }));
  }

  private load({ streams, context: { caller } }: Command): Promise<LoadedStates> {
    const admission = this.admission?.stream(caller);
    return this.reader.load(admission ? { ...streams, [ADMISSION]: admission } : streams);
  }

  private decideAdmitted({ decide, context: { caller } }: Command, states: States): AnyDecision {
    const decision = decide(states);
    const refusal = ADMISSION in states ? this.admission!.refusal(states[ADMISSION], caller) : null;
    return refusal === null || this.conceals(decision) ? decision : refuse(refusal);
  }

  private conceals(decision: AnyDecision): boolean {
    return !decision.accepted && this.admission?.conceals(decision.refusal) === true;
  }
}

const ADMISSION = 'admission of the caller';

const targetOf = ({ streams, target }: Command): StreamDefinition<unknown> => streams[target]!;

/** Nothing has to change. The high-water mark covers what was read, so that the response's token does too. */
function unchanged({ states, loaded }: LoadedStates): AnyResult {
  for (const { position } of loaded.values()) if (position !== null) raiseHighWater(position);
  return { accepted: true, states, events: [] };
}

/** The states with a newer one of this stream, under every name that the command gives it. */
const withState = (streams: NamedStreams, states: States, name: string, state: unknown): States => ({
  ...states,
  ...Object.fromEntries(
    Object.entries(streams).flatMap(([key, stream]) => (stream.name === name ? [[key, state]] : [])),
  ),
});
