import type { CollectionSpec, ReadStore } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger';
import { repeatUntilAborted } from './repeat-until-aborted';

/** Where it is written who leads. */
export const leases: CollectionSpec = { name: 'leases', version: 1, indexes: [] };
const NOBODY = '';
const NO_SITE = '-'; // leases belong to no site, so no query finds them

export type LeaderElectionOptions = {
  /** How often the leader says that it is there, and others look, in milliseconds. */
  readonly renewInterval?: number;
  /** How long a lease may stand still before another takes over, in milliseconds. */
  readonly leaseDuration?: number;
};

/** The part of the patience for which a lease is sure; the rest is for the work of its leader to end in. */
const SURE = 2 / 3;

/** A lease that is this process's, as its version says. */
type Held = {
  readonly version: bigint;
  /** When it was asked for. Others have seen it stand still since then at the longest. */
  readonly asked: number;
};

/**
 * One of several processes works while the others stand by. The leader's lease is a document that it replaces at every
 * beat, only as it left it; one that stands still is taken over. Nobody compares clocks, everybody only watches: a
 * leader whose renewals hang or fail ends its work before the others lose their patience.
 * Two may lead for a moment all the same, when a whole process slept and wakes up, or the work of one is slow to end:
 * what they do must bear that.
 */
export class LeaderElection {
  private readonly me = randomUUID();
  private readonly beat: number;
  private readonly patience: number;
  private readonly sure: number;

  constructor(
    private readonly role: string,
    private readonly store: Pick<ReadStore, 'load' | 'write'>,
    private readonly log: Logger,
    { renewInterval: beat = 500, leaseDuration: patience = 3000 }: LeaderElectionOptions = {},
  ) {
    this.beat = beat;
    this.patience = patience;
    this.sure = patience * SURE;
  }

  /** Stands by and, when it is its turn, leads, until the signal aborts. `lead` ends when its own signal aborts. */
  run(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const failed = (error: unknown) => this.log.warn({ role: this.role, err: error }, 'the lease cannot be read');
    return repeatUntilAborted(signal, failed, async () => {
      const won = await this.win(signal);
      if (won === null) return;
      this.log.info({ role: this.role }, 'leads');
      const end = new AbortController();
      const work = lead(end.signal);
      try {
        await this.hold(won, signal);
      } finally {
        end.abort();
        await work;
        this.log.info({ role: this.role }, 'leads no more');
      }
      await this.giveBack();
    });
  }

  /** Watches until the lease is free or stands still, then takes it; `null` when the signal came first. */
  private async win(signal: AbortSignal): Promise<Held | null> {
    let seen: bigint | null = null;
    let since = performance.now();
    while (!signal.aborted) {
      const lease = await this.read();
      if (lease?.version !== seen) {
        seen = lease?.version ?? null;
        since = performance.now();
      }
      // Who stands by leads no more, whatever an earlier lease of its own says.
      const isFree = !lease || lease.holder === NOBODY || lease.holder === this.me;
      if (isFree || performance.now() - since > this.patience) {
        const asked = performance.now();
        const loaded = lease?.version ?? null;
        if (await within(this.sure, this.replace(loaded, this.me))) return { version: (loaded ?? 0n) + 1n, asked };
      }
      await pause(this.beat, signal);
    }
    return null;
  }

  /** Renews it until the signal aborts; ends early when another has it. Throws when it is sure no longer. */
  private async hold(won: Held, signal: AbortSignal): Promise<void> {
    let held = won;
    while (!signal.aborted) {
      await pause(this.beat, signal);
      if (signal.aborted) return;
      const asked = performance.now();
      const end = held.asked + this.sure;
      try {
        if (!(await within(end - asked, this.renew(held.version)))) return;
        held = { version: held.version + 1n, asked };
      } catch (error) {
        if (performance.now() >= end) throw error;
      }
    }
  }

  private async renew(version: bigint): Promise<boolean> {
    if (await this.replace(version, this.me)) return true;
    const lease = await this.read(); // an answer may have been lost on its way
    return lease?.holder === this.me && lease.version === version + 1n;
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

/** What the work gives, if it does within so many milliseconds; what becomes of it later is of no interest. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = pause(ms, done.signal).then(() => {
    throw new Error('the lease is no longer sure: the store did not answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
