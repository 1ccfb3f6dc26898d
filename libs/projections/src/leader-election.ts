import type { CollectionSpec, ReadStore } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import type { Logger } from './logger';
import { repeatUntilAborted } from './repeat-until-aborted';
import { sleep } from './sleep';

/** The collection of the lease documents, one for each role. Prepare it before an election runs. */
export const leases: CollectionSpec = { name: 'leases', version: 1, indexes: [] };
/** The holder of a lease that was released. */
const NO_HOLDER = '';
const NO_SITE = '-'; // leases belong to no site, so no query finds them

/** How a `LeaderElection` takes its time. */
export type LeaderElectionOptions = {
  /** How often the leader renews its lease, and the others read it, in milliseconds. Default 500. */
  readonly renewInterval?: number;
  /** How long a lease must stay unchanged before another process takes it over, in milliseconds. Default 3000. */
  readonly leaseDuration?: number;
};

/** The part of the lease duration after which a leader that could not renew stops; in the rest its work ends. */
const RENEW_DEADLINE_RATIO = 2 / 3;

/** The lease while this process holds it. */
type HeldLease = {
  readonly version: bigint;
  /** When its last renewal was sent, by the clock of this process. The others see it unchanged since then or later. */
  readonly renewedAt: number;
};

/**
 * Lets one of several processes work while the others stand by. The lease is a document that the leader replaces at every
 * renewal, guarded by its version; a process that sees the same version for the lease duration takes it over. Clocks of
 * different machines are never compared. A leader whose renewals hang or fail stops before its lease runs out.
 * Two may still lead for a moment, when a whole process was suspended or its work is slow to end: the work must allow it.
 */
export class LeaderElection {
  private readonly ownId = randomUUID();
  private readonly renewInterval: number;
  private readonly leaseDuration: number;
  private readonly renewDeadline: number;

  /** `role`: what is led; processes with the same role in the same store compete. */
  constructor(
    private readonly role: string,
    private readonly store: Pick<ReadStore, 'load' | 'write'>,
    private readonly log: Logger,
    { renewInterval = 500, leaseDuration = 3000 }: LeaderElectionOptions = {},
  ) {
    this.renewInterval = renewInterval;
    this.leaseDuration = leaseDuration;
    this.renewDeadline = leaseDuration * RENEW_DEADLINE_RATIO;
  }

  /**
   * Stands by, and calls `lead` each time this process becomes the leader, until the signal aborts. `lead` must end when
   * the signal that it gets aborts, and must not reject; the lease is released after it. Never rejects.
   */
  run(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const onError = (error: unknown) => this.log.warn({ role: this.role, err: error }, 'the lease cannot be read');
    return repeatUntilAborted(signal, onError, async () => {
      const lease = await this.acquire(signal);
      if (lease === null) return;
      this.log.info({ role: this.role }, 'leads');
      const leadership = new AbortController();
      const work = lead(leadership.signal);
      try {
        await this.renewUntilLost(lease, signal);
      } finally {
        leadership.abort();
        await work;
        this.log.info({ role: this.role }, 'leads no more');
      }
      await this.release();
    });
  }

  /** Waits until the lease is free or has run out, then takes it; `null` when the signal aborts first. */
  private async acquire(signal: AbortSignal): Promise<HeldLease | null> {
    let lastVersion: bigint | null = null;
    let unchangedSince = performance.now();
    while (!signal.aborted) {
      const lease = await this.read();
      if (lease?.version !== lastVersion) {
        lastVersion = lease?.version ?? null;
        unchangedSince = performance.now();
      }
      // A lease of its own is left from a term that has ended: its release failed.
      const isFree = !lease || lease.holder === NO_HOLDER || lease.holder === this.ownId;
      if (isFree || performance.now() - unchangedSince > this.leaseDuration) {
        const renewedAt = performance.now();
        const loaded = lease?.version ?? null;
        if (await withTimeout(this.renewDeadline, this.replace(loaded, this.ownId)))
          return { version: (loaded ?? 0n) + 1n, renewedAt };
      }
      await sleep(this.renewInterval, signal);
    }
    return null;
  }

  /**
   * Renews the lease until the signal aborts or another process holds it. Throws when the renewal deadline passes
   * without a renewal.
   */
  private async renewUntilLost(acquired: HeldLease, signal: AbortSignal): Promise<void> {
    let held = acquired;
    while (!signal.aborted) {
      await sleep(this.renewInterval, signal);
      if (signal.aborted) return;
      const renewedAt = performance.now();
      const deadline = held.renewedAt + this.renewDeadline;
      try {
        if (!(await withTimeout(deadline - renewedAt, this.renew(held.version)))) return;
        held = { version: held.version + 1n, renewedAt };
      } catch (error) {
        if (performance.now() >= deadline) throw error;
      }
    }
  }

  private async renew(version: bigint): Promise<boolean> {
    if (await this.replace(version, this.ownId)) return true;
    const lease = await this.read(); // an earlier renewal may have taken effect although it failed
    return lease?.holder === this.ownId && lease.version === version + 1n;
  }

  /**
   * Frees the lease after the work has ended, so that another process can begin at once. Reads it first: the last renewal
   * may have taken effect although it failed.
   */
  private async release(): Promise<void> {
    const lease = await this.read();
    if (lease?.holder === this.ownId) await this.replace(lease.version, NO_HOLDER);
  }

  private async read(): Promise<{ holder: string; version: bigint } | null> {
    const stored = (await this.store.load(leases, [this.role])).get(this.role);
    return stored?.document ? { holder: stored.document.holder as string, version: stored.position } : null;
  }

  private async replace(loaded: bigint | null, holder: string): Promise<boolean> {
    const document = { siteId: NO_SITE, holder };
    const conflicts = await this.store.write(leases, [
      { id: this.role, document, position: (loaded ?? 0n) + 1n, loaded },
    ]);
    return conflicts.length === 0;
  }
}

/** The result of `work`, or an error after `ms` milliseconds; what becomes of the work then is ignored. */
async function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const timedOut = sleep(ms, done.signal).then(() => {
    throw new Error('the lease could not be renewed: the store did not respond in time');
  });
  try {
    return await Promise.race([work, timedOut]);
  } finally {
    done.abort();
  }
}
