import {
  type EventStore,
  EventStoreUnavailable,
  type NewEvent,
  raiseHighWater,
  WrongExpectedRevision,
} from '@app/event-store';
import { type Accepted, actorOf, type Decision, type Event, type Refused, refuse } from '@app/kernel';
import type { Admission, Asked, Deciding, Follower, Outcome } from './asked';
import { beforeWriting, havingWritten } from './doubt';
import { KeyedQueue } from './keyed-queue';
import { type Reading, StreamReader } from './stream-reader';
import type { StatesOf, StreamOf } from './stream-of';
import { eventId } from './trail';

type NamedStreams = Readonly<Record<string, StreamOf<unknown>>>;
type States = Readonly<Record<string, unknown>>;
type AnyDecision = Decision<Event, string>;

/** A command on its way: what it reads, where it writes, how it is judged. */
type Command = {
  readonly streams: NamedStreams;
  readonly target: string;
  readonly decide: (on: States) => AnyDecision;
  readonly asked: Asked;
  readonly options: Deciding<States, Event>;
};
type AnyOutcome = Outcome<States, Event, string>;

const TRIES = 6; // the first and five on fresh state

/** Reads streams into states, decides, appends: every command goes this way. */
export class Streams {
  private readonly reader: StreamReader;
  private readonly queue = new KeyedQueue();
  private follower: Follower = () => Promise.resolve();

  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
    private readonly admission: Admission<string> | null = null,
    cachedStreams = 20_000,
    /** How long a command waits for its turn among those of one stream, in milliseconds: with a store that is silent, each takes long. */
    private readonly patience = 5000,
  ) {
    this.reader = new StreamReader(events, cachedStreams);
  }

  /** Has this run after each append, before the command is answered. */
  followedBy(follower: Follower): void {
    this.follower = follower;
  }

  /** Names the streams that a decision needs. One named twice is read once. */
  reading<const S extends NamedStreams>(streams: S) {
    return {
      /** The states as they are now. */
      states: async (): Promise<StatesOf<S>> => (await this.reader.load(streams)).states as StatesOf<S>,

      /**
       * Decides on fresh states and appends what follows to the stream called `target`, at the revision that was read.
       * Refuses with `CONFLICT` when other writers were faster six times in a row.
       * A repeat takes what its command has written before as its result, with the states as they were then.
       * Throws `EventStoreUnavailable` when the store is away or holds events of a newer build, and when its turn does
       * not come in time.
       */
      deciding: <E extends Event, Code extends string>(
        target: keyof S & string,
        decide: (on: StatesOf<S>) => Decision<E, Code>,
        asked: Asked,
        options: Deciding<StatesOf<S>, E> = {},
      ): Promise<Outcome<StatesOf<S>, E, Code>> => {
        const command = { streams, target, decide, asked, options } as unknown as Command;
        return this.carriedOut(command) as Promise<Outcome<StatesOf<S>, E, Code>>;
      },
    };
  }

  private async carriedOut(command: Command): Promise<AnyOutcome> {
    const { name } = targetOf(command);
    if (name === null) return this.aboutNobody(command);
    const outcome = await this.inTurn(name, () => this.tries(command));
    if (outcome.accepted && outcome.events.length > 0) await this.follower(outcome.events);
    return outcome;
  }

  /** A caller without a stream of their own (a visitor, an app) can only be refused: nothing of theirs can change. */
  private async aboutNobody(command: Command): Promise<Refused<string>> {
    const { states } = await this.load(command);
    const decision = this.judge(command, states);
    const { claim } = command.asked;
    if (claim?.settled && !this.hides(decision)) throw claim.settled;
    if (decision.accepted) throw new Error('a decision about nobody was accepted');
    return decision;
  }

  private inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const asked = performance.now();
    return this.queue.run(name, () => {
      if (performance.now() - asked > this.patience)
        throw new EventStoreUnavailable('too many commands on one stream wait for the store');
      return work();
    });
  }

  private async tries(command: Command): Promise<AnyOutcome> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const reading = await this.load(command);
      const decision = this.judge(command, reading.states);
      const before = await this.before(command, reading, decision, attempt);
      if (before) return before;
      if (!decision.accepted) return decision;
      if (decision.events.length === 0) return itIsSo(reading);
      const outcome = await this.append(command, reading, decision);
      if (outcome) return outcome;
    }
    return refuse('CONFLICT');
  }

  /** What a repeat finds of the call that it repeats; `null`: nothing, so that it is decided. Nothing hidden is told by it. */
  private async before(
    { streams, target, asked: { claim, trail }, options: { leadsTo } }: Command,
    { states }: Reading,
    decision: AnyDecision,
    attempt: number,
  ): Promise<AnyOutcome | null> {
    if (!claim || this.hides(decision)) return null;
    if (claim.settled) throw claim.settled;
    if (!claim.isRepeat && attempt === 1) return null; // later, whoever was faster may have been the same call elsewhere
    const stream = streams[target]!;
    const done = await this.reader.writtenBy(trail.commandId, stream);
    if (done) {
      raiseHighWater(done.position);
      return { accepted: true, on: withState(streams, states, stream.name!, done.state), events: done.events };
    }
    const next = leadsTo === undefined ? null : await this.reader.writtenBy(trail.commandId, streams[leadsTo]!);
    return next && { accepted: true, on: states, events: [] };
  }

  /** Gives `null` when another writer was faster. */
  private async append(command: Command, reading: Reading, decision: Accepted<Event>): Promise<AnyOutcome | null> {
    const { streams, asked, options } = command;
    const stream = targetOf(command);
    const name = stream.name!;
    const now = reading.loaded.get(name)!;
    if (asked.claim) await beforeWriting(asked.claim.take());
    const events = options.beforeAppend
      ? await beforeWriting(options.beforeAppend(decision.events, now.revision, reading.states))
      : decision.events;
    try {
      const { position } = await this.events.append(name, this.asNew(command, reading, events), now.revision);
      raiseHighWater(position);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return null;
      throw error;
    }
    const after = await havingWritten(this.reader.readOn(stream, now)); // the store says where the events are
    const own = after.events.filter((event) => event.metadata.commandId === asked.trail.commandId);
    // As it stood then: another process may have written behind it already, and taken away what the answer shows.
    const until = after.events.slice(0, after.events.lastIndexOf(own.at(-1)!) + 1);
    const state = until.reduce((before, event) => stream.evolve(before, event), now.state);
    return { accepted: true, on: withState(streams, reading.states, name, state), events: own };
  }

  private asNew(command: Command, { states, loaded }: Reading, events: readonly Event[]): NewEvent[] {
    const {
      asked: { caller, trail },
      options: { causedBy, judgedWith },
    } = command;
    const name = targetOf(command).name!;
    const others = [...loaded].filter(([other]) => other !== name).map(([other, { revision }]) => [other, revision]);
    const cause = causedBy?.(states);
    const metadata = {
      ...trail,
      ...(cause !== undefined && { causationId: cause }),
      actor: actorOf(caller),
      siteId: caller.siteId,
      at: this.now().toISOString(),
      of: events.length,
      ...(others.length > 0 && { judgedOn: Object.fromEntries(others) as Record<string, number> }),
      ...(judgedWith && { judgedWith }),
    };
    return events.map(({ type, data }, n) => ({
      id: eventId(trail.commandId, name, n),
      type,
      data,
      metadata: { ...metadata, part: n + 1 },
    }));
  }

  private load({ streams, asked: { caller } }: Command): Promise<Reading> {
    const admitting = this.admission?.stream(caller);
    return this.reader.load(admitting ? { ...streams, [ADMISSION]: admitting } : streams);
  }

  private judge({ decide, asked: { caller } }: Command, states: States): AnyDecision {
    const decision = decide(states);
    const refusal = ADMISSION in states ? this.admission!.refusal(states[ADMISSION], caller) : null;
    return refusal === null || this.hides(decision) ? decision : refuse(refusal);
  }

  private hides(decision: AnyDecision): boolean {
    return !decision.accepted && this.admission?.yields(decision.refusal) === true;
  }
}

const ADMISSION = 'admission of the caller';

const targetOf = ({ streams, target }: Command): StreamOf<unknown> => streams[target]!;

/** Nothing has to change. The answer shows at least the events that this was judged on. */
function itIsSo({ states, loaded }: Reading): AnyOutcome {
  for (const { position } of loaded.values()) if (position !== null) raiseHighWater(position);
  return { accepted: true, on: states, events: [] };
}

/** The states with a newer one of this stream, under each name that it goes by. */
const withState = (streams: NamedStreams, states: States, name: string, state: unknown): States => ({
  ...states,
  ...Object.fromEntries(
    Object.entries(streams).flatMap(([key, stream]) => (stream.name === name ? [[key, state]] : [])),
  ),
});
