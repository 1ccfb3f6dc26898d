import { type Answer, NoAnswer } from './caller';

/** What a thing is before its first write, and after its end. */
export const NOTHING = 'nothing';

type Outcomes = Readonly<Record<string, string | readonly string[]>>;

/**
 * What may be true after a series of writes. Of each thing (a group's name, a person's place in a group) it knows the
 * values that it can have: one after an acknowledged write, the old one and the new one while a write is under way,
 * both for ever when no answer came. One thing is written by one story at a time.
 */
export class Ledger {
  private readonly facts = new Map<string, ReadonlySet<string>>();
  private acknowledged = 0;
  /** Answers that should not have come. */
  readonly surprises: string[] = [];

  /** How many writes were acknowledged. */
  get size(): number {
    return this.acknowledged;
  }

  /**
   * Makes a write that gives these things these values (any of several, where others write at the same moment) and
   * notes its answer. `refusals`: codes that races may bring. Gives the answer; throws `NoAnswer` as the call does.
   */
  async write(outcomes: Outcomes, call: () => Promise<Answer>, refusals: readonly string[] = []): Promise<Answer> {
    const things = Object.entries(outcomes).map(([thing, values]) => {
      const before = this.facts.get(thing) ?? new Set([NOTHING]);
      const after = new Set([values].flat());
      this.facts.set(thing, new Set([...before, ...after]));
      return { thing, before, after };
    });
    const answer = await call().catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) this.surprises.push(String(error));
      throw error;
    });
    const done = answer.status === 200;
    if (done) this.acknowledged++;
    else this.expectRefusal(answer, refusals, Object.keys(outcomes));
    for (const { thing, before, after } of things) this.facts.set(thing, done ? after : before);
    return answer;
  }

  /** Things that are otherwise than they can be. `actual` says how each is. */
  contradictions(actual: (thing: string) => string, which: (values: ReadonlySet<string>) => boolean = () => true) {
    return [...this.facts].flatMap(([thing, values]) =>
      !which(values) || values.has(actual(thing))
        ? []
        : [`${thing}: ${actual(thing)}, not ${[...values].join(' or ')}`],
    );
  }

  private expectRefusal({ status, body }: Answer, refusals: readonly string[], things: readonly string[]): void {
    if (status >= 400 && status < 500 && refusals.includes(String(body.message))) return;
    this.surprises.push(`${things.join(', ')}: ${status} ${JSON.stringify(body)}`);
  }
}

/** Of what was acknowledged and touched by nothing since there is no doubt. */
export const certain = (values: ReadonlySet<string>): boolean => values.size === 1;
