import { setTimeout as sleep } from 'node:timers/promises';
import { NoResponse, type SiteClient, type SiteResponse } from '../support/site-client';

const CALL_EVERY = 50; // ms
const READINESS_EVERY = 200; // ms

/** A percentile of durations in whole milliseconds; 0 when there are none. */
const percentile = (durations: readonly number[], share: number): number => {
  const sorted = [...durations].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};

/**
 * The calls of another site while something big goes on: every 50 ms somebody renames their group and reads it back,
 * and every 200 ms the readiness probe is asked. They begin on time, whether or not earlier ones have ended.
 */
export class OtherCalls {
  private readonly writes: number[] = [];
  private readonly readsOfOwnWrites: number[] = [];
  private readonly failures: string[] = [];
  private readonly probes: number[] = [];
  private readonly calls: Promise<void>[] = [];
  private readonly stopping = new AbortController();

  private constructor(
    private readonly client: SiteClient,
    private readonly owner: string,
  ) {}

  /** Creates a group on the client's site, and begins to call. */
  static async start(client: SiteClient): Promise<OtherCalls> {
    const owner = 'olga';
    const { body } = await client.expectOk(owner, 'POST', '/v2/groups', { group: { name: 'Small' } });
    const others = new OtherCalls(client, owner);
    const path = `/v2/groups/${body.group.id as string}`;
    others.calls.push(
      others.every(CALL_EVERY, (n) => others.renameAndRead(path, `Small ${n}`)),
      others.every(READINESS_EVERY, () => others.probe()),
    );
    return others;
  }

  /** Ends the calls. What they took, as lines of text. */
  async stop(): Promise<readonly string[]> {
    this.stopping.abort();
    while (this.calls.length > 0) await Promise.all(this.calls.splice(0));
    const describe = (what: string, durations: readonly number[]) =>
      `${what}: ${durations.length} calls, p50 ${percentile(durations, 0.5)} ms, p99 ${percentile(durations, 0.99)} ms, longest ${percentile(durations, 1)} ms`;
    return [
      describe('writes of others', this.writes),
      describe("others' reads of their own writes", this.readsOfOwnWrites),
      `failed calls of others: ${this.failures.length} ${[...new Set(this.failures)].join(', ')}`,
      `readiness: failed ${this.probes.filter((status) => status !== 200).length} of ${this.probes.length}`,
    ];
  }

  private async every(interval: number, call: (n: number) => Promise<void>): Promise<void> {
    for (let n = 0; !this.stopping.signal.aborted; n++) {
      this.calls.push(call(n));
      await sleep(interval);
    }
  }

  private async renameAndRead(path: string, name: string): Promise<void> {
    const write = await this.timed(this.writes, () => this.client.call(this.owner, 'PATCH', path, { group: { name } }));
    const consistencyToken = write?.headers.get('x-wix-consistent');
    if (consistencyToken)
      await this.timed(this.readsOfOwnWrites, () =>
        this.client.call(this.owner, 'GET', '/v2/members/me/groups', undefined, { consistencyToken }),
      );
  }

  private async timed(durations: number[], call: () => Promise<SiteResponse>): Promise<SiteResponse | null> {
    try {
      const response = await call();
      durations.push(response.tookMs);
      if (response.status !== 200) this.failures.push(String(response.status));
      return response;
    } catch (error) {
      if (!(error instanceof NoResponse)) throw error;
      this.failures.push('no response');
      return null;
    }
  }

  private async probe(): Promise<void> {
    const response = await fetch(`${this.client.url}/health/ready`).catch(() => null);
    this.probes.push(response?.status ?? 0);
    await response?.text();
  }
}
