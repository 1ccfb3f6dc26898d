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
  type Caller,
  type Decision,
  type Event,
  NO_STREAM,
  type Position,
  type Recorded,
  type Refused,
  refuse,
} from '@app/kernel';
import { LRUCache } from 'lru-cache';
import { KeyedQueue } from './keyed-queue';
import type { StatesOf, StreamOf } from './stream-of';
import { eventId, type Trail } from './trail';

/** Somebody's command: who asks, and where it comes from. */
export type Asked = { readonly caller: Caller; readonly trail: Trail };

/** What became of a command: the states with its events in them, or why not. */
export type Outcome<States, E extends Event, Code extends string> =
  | { readonly accepted: true; readonly on: States; readonly events: readonly Recorded<E>[] }
  | Refused<Code | 'CONFLICT'>;

export type Deciding<States, E extends Event> = {
  /** Settings of the service that the decision uses; recorded with its events. */
  readonly judgedWith?: Readonly<Record<string, string>>;
  /** The event that this follows from, where the states know it better than the command's trail. */
  readonly causedBy?: (on: States) => string | undefined;
  /** Runs after the decision and before its events are appended at `revision + 1`; may complete them (a reserved slug). */
  readonly beforeAppend?: (events: readonly E[], revision: number, on: States) => Promise<readonly E[]>;
};

/** Told of every append of this process, in no particular order; the append's caller waits for it. */
export type Follower = (events: readonly Recorded[]) => Promise<void>;

/**
 * A condition on the caller that holds for every command: read with each decision, judged on the same fresh state.
 * A decision's own refusal goes first when `yields` says so (what is hidden stays hidden).
 */
export type Admission<Code extends string> = {
  readonly stream: (caller: Caller) => StreamOf<unknown> | null;
  readonly refusal: (state: unknown) => Code | null;
  readonly yields: (refusal: string) => boolean;
};

type Loaded = { readonly state: unknown; readonly revision: number; readonly position: Position | null };

const TRIES = 6; // the first and five on fresh state
const PAGE = 1000;
const ADMISSION = 'admission of the caller';

/**
 * Reads streams into states, decides, appends: every command goes this way.
 * Folded states are cached, but each decision reads on from the cached revision, so none is made on stale state.
 */
export class Streams {
  private readonly cache: LRUCache<string, Loaded>;
  private readonly queue = new KeyedQueue();
  private follower: Follower = () => Promise.resolve();

  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
    private readonly admission: Admission<string> | null = null,
    cachedStreams = 20_000,
  ) {
    this.cache = new LRUCache({ max: cachedStreams });
  }

  /** Has this run after each append, before the command is answered. */
  followedBy(follower: Follower): void {
    this.follower = follower;
  }

  /** Names the streams that a decision needs. One named twice is read once. */
  reading<const S extends Readonly<Record<string, StreamOf<unknown>>>>(streams: S) {
    type States = StatesOf<S>;
    return {
      /** The states as they are now. */
      states: async (): Promise<States> => (await this.load(streams)).states as States,

      /**
       * Decides on fresh states and appends what follows to the stream called `target`, at the revision that was read.
       * Refuses with `CONFLICT` when other writers were faster six times in a row.
       * Throws `EventStoreUnavailable` when the store is away or holds events of a newer build.
       */
      deciding: async <E extends Event, Code extends string>(
        target: keyof S & string,
        decide: (on: States) => Decision<E, Code>,
        { caller, trail }: Asked,
        { judgedWith, causedBy, beforeAppend }: Deciding<States, E> = {},
      ): Promise<Outcome<States, E, Code>> => {
        const stream = streams[target]!;
        const name = stream.name;
        const admitting = this.admission?.stream(caller) ?? null;
        const all = admitting ? { ...streams, [ADMISSION]: admitting } : streams;
        const judge = (states: Record<string, unknown>): Decision<E, Code> => {
          const decision = decide(states as States);
          const refusal = admitting ? this.admission!.refusal(states[ADMISSION]) : null;
          if (refusal === null || (!decision.accepted && this.admission!.yields(decision.refusal))) return decision;
          return refuse(refusal as Code);
        };
        if (name === null) return refusedWithoutStream(judge((await this.load(all)).states));
        const outcome = await this.queue.run(name, async () => {
          for (let attempt = 1; attempt <= TRIES; attempt++) {
            const { states, loaded } = await this.load(all);
            const on = states as States;
            const decision = judge(states);
            if (!decision.accepted) return decision;
            if (decision.events.length === 0) {
              for (const { position } of loaded.values()) if (position !== null) raiseHighWater(position);
              return { accepted: true as const, on, events: [] };
            }
            const { revision } = loaded.get(name)!;
            const complete = beforeAppend ? await beforeAppend(decision.events, revision, on) : decision.events;
            const judgedOn = [...loaded]
              .filter(([other]) => other !== name)
              .map(([other, at]) => [other, at.revision] as const);
            const cause = causedBy?.(on);
            const fresh = complete.map(({ type, data }, n): NewEvent => ({
              id: eventId(trail.commandId, name, n),
              type,
              data,
              metadata: {
                ...trail,
                ...(cause !== undefined && { causationId: cause }),
                actor: actorOf(caller),
                siteId: caller.siteId,
                at: this.now().toISOString(),
                part: n + 1,
                of: complete.length,
                ...(judgedOn.length > 0 && { judgedOn: Object.fromEntries(judgedOn) }),
                ...(judgedWith && { judgedWith }),
              },
            }));
            try {
              const { position } = await this.events.append(name, fresh, revision);
              raiseHighWater(position);
            } catch (error) {
              if (error instanceof WrongExpectedRevision) continue;
              throw error;
            }
            const before = loaded.get(name)!;
            const after = await this.readOn(stream, before).catch((cause: unknown) => {
              throw new EventStoreUnavailable('what was appended cannot be read back', 'UNKNOWN', { cause });
            }); // the store says where the events are
            const events = after.events.filter(
              (event) => event.metadata.commandId === trail.commandId,
            ) as Recorded<E>[];
            return { accepted: true as const, on: { ...on, ...sameStream(streams, name, after.loaded.state) }, events };
          }
          return refuse('CONFLICT');
        });
        if (outcome.accepted && outcome.events.length > 0) await this.follower(outcome.events);
        return outcome;
      },
    };
  }

  private async load(streams: Readonly<Record<string, StreamOf<unknown>>>) {
    const named = new Map<string, StreamOf<unknown>>();
    for (const stream of Object.values(streams)) if (stream.name !== null) named.set(stream.name, stream);
    const loaded = new Map<string, Loaded>();
    await Promise.all(
      [...named].map(async ([name, stream]) => {
        const from = this.cache.get(name) ?? { state: stream.initial(), revision: NO_STREAM, position: null };
        loaded.set(name, (await this.readOn(stream, from)).loaded);
      }),
    );
    const states: Record<string, unknown> = Object.fromEntries(
      Object.entries(streams).map(([key, { name, initial }]) => [
        key,
        name === null ? initial() : loaded.get(name)!.state,
      ]),
    );
    return { states, loaded };
  }

  private async readOn(stream: StreamOf<unknown>, from: Loaded) {
    const name = stream.name!;
    let loaded = from;
    const events: Recorded[] = [];
    for (;;) {
      const page = await this.events.readStream(name, { from: loaded.revision + 1, limit: PAGE });
      for (const event of page) {
        if (!stream.knows.has(event.type))
          throw new EventStoreUnavailable(`a stream holds ${event.type}, which this build does not know`);
        loaded = { state: stream.evolve(loaded.state, event), revision: event.revision, position: event.position };
      }
      events.push(...page);
      if (page.length < PAGE) break;
    }
    const cached = this.cache.get(name);
    if (loaded.revision !== NO_STREAM && (!cached || cached.revision < loaded.revision)) this.cache.set(name, loaded);
    return { loaded, events };
  }
}

/** A caller without a stream of their own (a visitor, an app) can only be refused: nothing of theirs can change. */
function refusedWithoutStream<Code extends string>(decision: Accepted<Event> | Refused<Code>): Refused<Code> {
  if (decision.accepted) throw new Error('a decision about nobody was accepted');
  return decision;
}

const sameStream = (streams: Readonly<Record<string, StreamOf<unknown>>>, name: string, state: unknown) =>
  Object.fromEntries(Object.entries(streams).flatMap(([key, stream]) => (stream.name === name ? [[key, state]] : [])));
