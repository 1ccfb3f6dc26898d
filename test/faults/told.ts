import type { Answer } from './caller';

/** What a caller may believe of their write: it happened, it did not, or nobody could tell. */
export type Belief = 'DONE' | 'NOT DONE' | 'UNKNOWN';

/** What callers were told, and what nobody should have been told. */
export class Told {
  /** Of each write, by what it leaves in the log. */
  readonly writes = new Map<string, Belief>();
  /** When a write of a kind was last acknowledged, as `performance.now()` tells. */
  readonly lastDone = new Map<string, number>();
  /** Answers by status and code. */
  readonly answers = new Map<string, number>();
  readonly surprises: string[] = [];

  /** Takes down what became of a write of this kind that leaves these in the log. `refusals`: codes that races may bring. */
  write(kind: string, marks: readonly string[], answer: Answer, refusals: readonly string[] = []): Belief {
    const belief = this.judge(answer, refusals);
    for (const mark of marks) this.writes.set(mark, belief);
    if (belief === 'DONE') this.lastDone.set(kind, performance.now());
    return belief;
  }

  /** Takes down the answer to a read, which may fail but never leave anybody in doubt. */
  read(path: string, answer: Answer): void {
    if (this.judge(answer, []) === 'UNKNOWN') this.surprises.push(`${path}: a read of unknown outcome`);
  }

  count(belief: Belief): number {
    return [...this.writes.values()].filter((believed) => believed === belief).length;
  }

  private judge(answer: Answer, refusals: readonly string[]): Belief {
    const { status, body, headers } = answer;
    const code = String(body?.message ?? 'OK');
    const outcome: string | undefined = body?.details?.applicationError?.data?.outcome;
    const what = `${status} ${code}${outcome === undefined ? '' : ` ${outcome}`}`;
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1);
    if (status === 200) return 'DONE';
    const unavailable = status === 503 && headers.get('retry-after') !== null && outages.includes(code);
    if (!unavailable && !(status === 409 && refusals.includes(code)))
      this.surprises.push(`${what} ${JSON.stringify(body)}`);
    if (outcome === undefined) return 'NOT DONE';
    if (outcome !== 'UNKNOWN' || code !== 'EVENT_STORE_UNAVAILABLE') this.surprises.push(what);
    return 'UNKNOWN';
  }
}

const outages = ['EVENT_STORE_UNAVAILABLE', 'READ_STORE_UNAVAILABLE', 'READ_MODEL_BEHIND'];
