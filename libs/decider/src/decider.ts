import {
  type EventStore,
  EventStoreUnavailable,
  type NewEvent,
  raiseHighWater,
  WrongExpectedRevision,
} from '@app/event-store';
import { type Accepted, actorOf, type Decision, type Event, type Refused, refuse } from '@app/kernel';
import type { Admission, AppendListener, CommandContext, CommandResult, DecideOptions } from './command-context';
import { eventId } from './command-metadata';
import { KeyedQueue } from './keyed-queue';
import type { StatesOf, StreamDefinition } from '@app/kernel';
import { type LoadedStates, StreamReader } from './stream-reader';
import { afterWrite, beforeWrite } from './unknown-outcome';

type NamedStreams = Readonly<Record<string, StreamDefinition<unknown>>>;
type States = Readonly<Record<string, unknown>>;
type AnyDecision = Decision<Event, string>;
type AnyResult = CommandResult<States, Event, string>;

/** A command with all types erased: what it reads, where it appends, how it is decided. */
type Command = {
  readonly streams: NamedStreams;
  readonly target: string;
  readonly decide: (states: States) => AnyDecision;
  readonly context: CommandContext;
  readonly options: DecideOptions<States, Event>;
};

const MAX_ATTEMPTS = 6; // the first one, and five on fresh state after a conflict

/** Reads streams into states, decides, appends: the way of every command. */
export class Decider {
  private readonly reader: StreamReader;
  private readonly queue = new KeyedQueue();
  private listener: AppendListener = () => Promise.resolve();

  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
    private readonly admission: Admission<string> | null = null,
    cachedStreams = 20_000,
    /** The longest that a command waits for its turn among those on one stream, in ms: with a silent store each takes long. */
    private readonly maxWait = 5000,
  ) {
    this.reader = new StreamReader(events, cachedStreams);
  }

  /** Has `listener` called after each append, before the command returns. */
  onAppended(listener: AppendListener): void {
    this.listener = listener;
  }

  /** Names the streams that a decision needs. One named twice is read once. */
  on<const S extends NamedStreams>(streams: S) {
    return {
      /** The states as they are now. Throws `EventStoreUnavailable`. */
      load: async (): Promise<StatesOf<S>> => (await this.reader.load(streams)).states as StatesOf<S>,

      /**
       * Decides on fresh states and appends the events to the stream called `target`, at the revision that was read.
       * Refuses with `CONFLICT` when other writers were faster six times in a row. A repeat of a command that has written
       * gives what it wrote, with the states of that moment.
       * Throws `EventStoreUnavailable` when the store is away, holds events of a newer build, or the command's turn does
       * not come in time.
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
    const result = await this.inTurn(name, () => this.decideAndAppend(command));
    if (result.accepted && result.events.length > 0) await this.listener(result.events);
    return result;
  }

  /** A caller without a stream of their own (a visitor, an app) can only be refused: there is nothing to append to. */
  private async refuseWithoutTarget(command: Command): Promise<Refused<string>> {
    const { states } = await this.load(command);
    const decision = this.decideAdmitted(command, states);
    const { claim } = command.context;
    if (claim?.failure && !this.conceals(decision)) throw claim.failure;
    if (decision.accepted) throw new Error('a decision without a stream to append to was accepted');
    return decision;
  }

  private inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
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

  /** What an earlier call with the same key has written; `null`: nothing, so that this one is decided. Hidden stays hidden. */
  private async resultOfRepeat(
    { streams, target, context: { claim, metadata }, options: { leadsTo } }: Command,
    { states }: LoadedStates,
    decision: AnyDecision,
    attempt: number,
  ): Promise<AnyResult | null> {
    if (!claim || this.conceals(decision)) return null;
    if (claim.failure) throw claim.failure;
    if (!claim.isRepeat && attempt === 1) return null; // later, whoever was faster may have been the same call elsewhere
    const stream = streams[target]!;
    const written = await this.reader.writtenBy(metadata.commandId, stream);
    if (written) {
      raiseHighWater(written.position);
      const now = withState(streams, states, stream.name!, written.state);
      return { accepted: true, states: now, events: written.events };
    }
    const next = leadsTo === undefined ? null : await this.reader.writtenBy(metadata.commandId, streams[leadsTo]!);
    return next && { accepted: true, states, events: [] };
  }

  /** Gives `null` when another writer was faster. */
  private async append(command: Command, read: LoadedStates, decision: Accepted<Event>): Promise<AnyResult | null> {
    const { streams, context, options } = command;
    const stream = targetOf(command);
    const name = stream.name!;
    const before = read.loaded.get(name)!;
    if (context.claim) await beforeWrite(context.claim.take());
    const events = options.beforeAppend
      ? await beforeWrite(options.beforeAppend(decision.events, before.revision, read.states))
      : decision.events;
    try {
      const { position } = await this.events.append(name, this.newEvents(command, read, events), before.revision);
      raiseHighWater(position);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return null;
      throw error;
    }
    const after = await afterWrite(this.reader.readFrom(stream, before)); // only the store knows the events' positions
    const own = after.events.filter((event) => event.metadata.commandId === context.metadata.commandId);
    // The state right behind them: another process may have appended since, and taken away what the response shows.
    const until = after.events.slice(0, after.events.lastIndexOf(own.at(-1)!) + 1);
    const state = until.reduce((folded, event) => stream.evolve(folded, event), before.state);
    return { accepted: true, states: withState(streams, read.states, name, state), events: own };
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

/** Nothing has to change. The response shows at least the events that this was decided on. */
function unchanged({ states, loaded }: LoadedStates): AnyResult {
  for (const { position } of loaded.values()) if (position !== null) raiseHighWater(position);
  return { accepted: true, states, events: [] };
}

/** The states with a newer one of this stream, under each name that it goes by. */
const withState = (streams: NamedStreams, states: States, name: string, state: unknown): States => ({
  ...states,
  ...Object.fromEntries(
    Object.entries(streams).flatMap(([key, stream]) => (stream.name === name ? [[key, state]] : [])),
  ),
});
