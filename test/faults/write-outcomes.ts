import { outcomeOf, type SiteResponse } from '../support/site-client';

/** What the response to a write says of it: it was written, it was not, or nobody knows. */
export type WriteOutcome = 'ACKNOWLEDGED' | 'NOT_WRITTEN' | 'UNKNOWN';

/** The outcome of each write of a load, as its response said, and the responses that should not have come. */
export class WriteOutcomes {
  /** By the mark that the write leaves in the log. */
  readonly writes = new Map<string, WriteOutcome>();
  /** When a write of each kind was last acknowledged, in the time of `performance.now()`. */
  readonly lastAcknowledged = new Map<string, number>();
  /** How many responses there were of each status and code. */
  readonly responses = new Map<string, number>();
  readonly unexpected: string[] = [];

  /** Keeps the response to a write of this kind that leaves these marks. `refusals`: codes that races may bring. */
  write(
    kind: string,
    marks: readonly string[],
    response: SiteResponse,
    refusals: readonly string[] = [],
  ): WriteOutcome {
    const outcome = this.judge(response, refusals);
    for (const mark of marks) this.writes.set(mark, outcome);
    if (outcome === 'ACKNOWLEDGED') this.lastAcknowledged.set(kind, performance.now());
    return outcome;
  }

  /** Keeps the response to a read, which may fail but has no unknown outcome. */
  read(path: string, response: SiteResponse): void {
    if (this.judge(response, []) === 'UNKNOWN') this.unexpected.push(`${path}: a read of unknown outcome`);
  }

  /** How many writes have this outcome. */
  count(outcome: WriteOutcome): number {
    return [...this.writes.values()].filter((one) => one === outcome).length;
  }

  private judge({ status, body, headers }: SiteResponse, refusals: readonly string[]): WriteOutcome {
    const code = String(body?.message ?? 'OK');
    const outcome = outcomeOf(body);
    const what = `${status} ${code}${outcome === undefined ? '' : ` ${outcome}`}`;
    this.responses.set(what, (this.responses.get(what) ?? 0) + 1);
    if (status === 200) return 'ACKNOWLEDGED';
    const unavailable = status === 503 && headers.get('retry-after') !== null && outages.includes(code);
    if (!unavailable && !(status === 409 && refusals.includes(code)))
      this.unexpected.push(`${what} ${JSON.stringify(body)}`);
    if (outcome === undefined) return 'NOT_WRITTEN';
    if (outcome !== 'UNKNOWN' || code !== 'EVENT_STORE_UNAVAILABLE') this.unexpected.push(what);
    return 'UNKNOWN';
  }
}

const outages = ['EVENT_STORE_UNAVAILABLE', 'READ_STORE_UNAVAILABLE', 'READ_MODEL_BEHIND'];
