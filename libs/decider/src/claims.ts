import { type EventStore, EventUnreadable, type NewEvent, unreadable, WrongExpectedRevision } from '@app/event-store';
import { actorOf, type Caller, NO_STREAM, type Position } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';
import { type Claim, KeyInUse, KeyReused } from './claim';
import type { CommandClaimed } from './command.events';
import { newCommandMetadata } from './command-metadata';

/** How long a key stays bound to the call that it was first used for, in milliseconds. After that it counts as unused. */
export const CLAIM_LIFETIME = 24 * 3_600_000;

/** The prefix of the names of the streams that hold claims. */
export const COMMAND_PREFIX = 'command-';

const NAMESPACE = 'c56e0c9e-93c1-4be7-8b3b-8c0a3b8f7a2d';

/** One stream for each key of each caller. Its name shows the site, but neither the caller nor the key. */
const commandStream = ({ siteId, kind, id }: Caller, key: string): string =>
  `${COMMAND_PREFIX}${siteId}.${uuid5(JSON.stringify([kind, id, key]), NAMESPACE)}`;

/** A call with a key. `fingerprint`: a text that is equal for calls with equal content. */
export type KeyedCall = { readonly caller: Caller; readonly key: string; readonly fingerprint: string };

/** When a claim was appended, ISO 8601, and its position. */
type Taken = { readonly at: string; readonly position: Position };

/** A claim that was looked up, and may still have to be appended. */
export class OpenClaim implements Claim {
  failure: Error | null = null;
  responseUnknown: Error | null = null;
  private pendingTake: Promise<void> | null = null;

  constructor(
    readonly commandId: string,
    private taken: Taken | null,
    private readonly write: () => Promise<Taken>,
  ) {
    this.isRepeat = taken !== null;
  }

  readonly isRepeat: boolean;

  readonly take = (): Promise<void> => {
    if (this.taken) return Promise.resolve();
    this.pendingTake ??= this.write().then((taken) => void (this.taken = taken));
    return this.pendingTake;
  };

  /** When the claim was appended, ISO 8601; `null`: not yet. */
  get takenAt(): string | null {
    return this.taken?.at ?? null;
  }

  get position(): Position | null {
    return this.taken?.position ?? null;
  }
}

/**
 * The uses of keys, as events: one stream for each key, one event for each use. A claim is appended at the revision that
 * was read, so of two simultaneous calls with one key only one can write.
 */
export class Claims {
  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Looks up the key; writes nothing. When the key belongs to a different call, the `failure` of the claim is
   * `KeyReused`. Throws `EventStoreUnavailable`, `EventUnreadable`.
   */
  async open({ caller, key, fingerprint }: KeyedCall): Promise<OpenClaim> {
    const stream = commandStream(caller, key);
    const [last] = await this.events.readStream(stream, { direction: 'backwards', limit: 1 });
    if (last && last.type !== 'CommandClaimed') throw new EventUnreadable(unreadable(last, 'UNKNOWN_TYPE'));
    const isBound = last !== undefined && this.now().getTime() - Date.parse(last.at) < CLAIM_LIFETIME;
    const before = last?.revision ?? NO_STREAM;
    // Random, and kept in the claim: ids of what the command creates are derived from it, and nobody may guess them.
    const commandId = isBound ? last.metadata.commandId : randomUUID();
    const claim = new OpenClaim(commandId, isBound ? last : null, () =>
      this.write(stream, before, { type: 'CommandClaimed', data: { fingerprint } }, commandId, caller),
    );
    if (isBound && (last as CommandClaimed).data.fingerprint !== fingerprint)
      claim.failure = new KeyReused('the key was used for another call');
    return claim;
  }

  private async write(
    stream: string,
    expected: number,
    claimed: CommandClaimed,
    commandId: string,
    caller: Caller,
  ): Promise<Taken> {
    const at = this.now().toISOString();
    const event: NewEvent = {
      ...claimed,
      id: randomUUID(), // a derived id would let the store take another call's claim for a repeat of this one
      metadata: { ...newCommandMetadata(commandId), actor: actorOf(caller), siteId: caller.siteId, at, part: 1, of: 1 },
    };
    try {
      const { position } = await this.events.append(stream, [event], expected);
      return { at, position };
    } catch (error) {
      if (error instanceof WrongExpectedRevision) throw new KeyInUse('another call with the key is being processed');
      throw error;
    }
  }
}
