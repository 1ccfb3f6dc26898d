import { type EventStore, EventStoreUnavailable, type NewEvent, WrongExpectedRevision } from '@app/event-store';
import { actorOf, type Caller, NO_STREAM } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';
import { type Claim, KeyInUse, KeyReused } from './claim';
import type { CommandClaimed } from './command.events';
import { newCommandMetadata } from './command-metadata';

/** How long a key belongs to the call that it was first used for, in milliseconds. After it the key is as good as new. */
export const CLAIM_LASTS = 24 * 3_600_000;

/** What the names of the streams of claims begin with. */
export const COMMAND_PREFIX = 'command-';

const NAMESPACE = 'c56e0c9e-93c1-4be7-8b3b-8c0a3b8f7a2d';

/** A key's stream belongs to the site, the kind of caller and the caller; it shows none of the three but the site. */
const commandStream = ({ siteId, kind, id }: Caller, key: string): string =>
  `${COMMAND_PREFIX}${siteId}.${uuid5(JSON.stringify([kind, id, key]), NAMESPACE)}`;

/** A call with a key: whose it is, the key, and what it asks for, as text that is equal for equal calls. */
export type KeyedCall = { readonly caller: Caller; readonly key: string; readonly fingerprint: string };

/** A claim as the HTTP side of the call sees it. */
export class OpenClaim implements Claim {
  failure: Error | null = null;
  private taking: Promise<void> | null = null;

  constructor(
    readonly commandId: string,
    private at: string | null,
    private readonly write: () => Promise<string>,
  ) {
    this.isRepeat = at !== null;
  }

  readonly isRepeat: boolean;

  readonly take = (): Promise<void> => {
    if (this.at !== null) return Promise.resolve();
    this.taking ??= this.write().then((at) => void (this.at = at));
    return this.taking;
  };

  /** When it was written, ISO 8601; `null`: it is not. */
  get takenAt(): string | null {
    return this.at;
  }
}

/**
 * Who used which key for what, as events: one stream for each key, one event for each use. A claim is written at the
 * revision that was read, so of two calls with one key at once only one gets to write anything.
 */
export class Claims {
  constructor(
    private readonly events: EventStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Looks the key up. Writes nothing yet. A key that stands for another call gives a claim that fails with
   * `KeyReused`. Throws `EventStoreUnavailable`.
   */
  async open({ caller, key, fingerprint }: KeyedCall): Promise<OpenClaim> {
    const stream = commandStream(caller, key);
    const [last] = await this.events.readStream(stream, { direction: 'backwards', limit: 1 });
    if (last && last.type !== 'CommandClaimed')
      throw new EventStoreUnavailable(`a stream holds ${last.type}, which this build does not know`);
    const stands = last !== undefined && this.now().getTime() - Date.parse(last.at) < CLAIM_LASTS;
    const before = last?.revision ?? NO_STREAM;
    const revision = stands ? before : before + 1;
    const commandId = uuid5(`${stream}/${revision}`, NAMESPACE);
    const claim = new OpenClaim(commandId, stands ? last.at : null, () =>
      this.write(stream, before, { type: 'CommandClaimed', data: { fingerprint } }, commandId, caller),
    );
    if (stands && (last as CommandClaimed).data.fingerprint !== fingerprint)
      claim.failure = new KeyReused('the key was used for another call');
    return claim;
  }

  private async write(
    stream: string,
    expected: number,
    claimed: CommandClaimed,
    commandId: string,
    caller: Caller,
  ): Promise<string> {
    const at = this.now().toISOString();
    const event: NewEvent = {
      ...claimed,
      id: randomUUID(), // or the store would take another's claim for a repeat of this one
      metadata: { ...newCommandMetadata(commandId), actor: actorOf(caller), siteId: caller.siteId, at, part: 1, of: 1 },
    };
    try {
      await this.events.append(stream, [event], expected);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) throw new KeyInUse('another call with the key is being processed');
      throw error;
    }
    return at;
  }
}
