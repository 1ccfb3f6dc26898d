import type { CollectionSpec, ReadStore } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger';
import { untilAborted } from './until-aborted';

/** Where it is written who leads. */
export const leases: CollectionSpec = { name: 'leases', version: 1, indexes: [] };
const NOBODY = '';
const NO_SITE = '-'; // leases belong to no site, so no query finds them

export type LeadershipOptions = {
  /** How often the leader says that it is there, and others look, in milliseconds. */
  readonly beat?: number;
  /** How long a lease may stand still before another takes over, in milliseconds. */
  readonly patience?: number;
};

/**
 * One of several processes works while the others stand by. The leader's lease is a document that it replaces at every
 * beat, only as it left it; one that stands still is taken over. Nobody compares clocks, everybody only watches.
 * Two may lead for a moment, when a leader was silent and wakes up: what they do must bear that.
 */
export class Leadership {
  private readonly me = randomUUID();
  private readonly beat: number;
  private readonly patience: number;

  constructor(
    private readonly role: string,
    private readonly store: Pick<ReadStore, 'load' | 'write'>,
    private readonly log: Logger,
    { beat = 500, patience = 3000 }: LeadershipOptions = {},
  ) {
    this.beat = beat;
    this.patience = patience;
  }

  /** Stands by and, when it is its turn, leads, until the signal aborts. `lead` ends when its own signal aborts. */
  run(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const failed = (error: unknown) => this.log.warn({ role: this.role, err: error }, 'the lease cannot be read');
    return untilAborted(signal, failed, async () => {
      const version = await this.win(signal);
      if (version === null) return;
      this.log.info({ role: this.role }, 'leads');
      const end = new AbortController();
      const work = lead(end.signal);
      try {
        await this.hold(version, signal);
      } finally {
        end.abort();
        await work;
        this.log.info({ role: this.role }, 'leads no more');
      }
      await this.giveBack();
    });
  }

  /** Watches until the lease is free or stands still, then takes it. Gives its version; `null` when the signal came first. */
  private async win(signal: AbortSignal): Promise<bigint | null> {
    let seen: bigint | null = null;
    let since = performance.now();
    while (!signal.aborted) {
      const lease = await this.read();
      if (lease?.version !== seen) {
        seen = lease?.version ?? null;
        since = performance.now();
      }
      const isFree = !lease || lease.holder === NOBODY || performance.now() - since > this.patience;
      if (isFree && (await this.replace(lease?.version ?? null, this.me))) return (lease?.version ?? 0n) + 1n;
      await pause(this.beat, signal);
    }
    return null;
  }

  /** Renews it until the signal aborts; ends early when another has it or the store has been silent too long. */
  private async hold(version: bigint, signal: AbortSignal): Promise<void> {
    let held = version;
    let renewed = performance.now();
    while (!signal.aborted) {
      await pause(this.beat, signal);
      if (signal.aborted) return;
      try {
        if (!(await this.replace(held, this.me))) {
          const lease = await this.read(); // an answer may have been lost on its way
          if (lease?.holder !== this.me || lease.version !== held + 1n) return;
        }
        held += 1n;
        renewed = performance.now();
      } catch (error) {
        if (performance.now() - renewed > this.patience) throw error;
      }
    }
  }

  /** Once the work has ended, so that another may begin at once. Read first: the answer to the last renewal may have been lost. */
  private async giveBack(): Promise<void> {
    const lease = await this.read();
    if (lease?.holder === this.me) await this.replace(lease.version, NOBODY);
  }

  private async read(): Promise<{ holder: string; version: bigint } | null> {
    const stored = (await this.store.load(leases, [this.role])).get(this.role);
    return stored?.document ? { holder: stored.document.holder as string, version: stored.position } : null;
  }

  private async replace(loaded: bigint | null, holder: string): Promise<boolean> {
    const document = { siteId: NO_SITE, holder };
    const lost = await this.store.write(leases, [{ id: this.role, document, position: (loaded ?? 0n) + 1n, loaded }]);
    return lost.length === 0;
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).then(
    () => undefined,
    () => undefined,
  );
