import { NoResponse, type SiteResponse } from '../support/site-client';

/** What an item is before its first write, and after its end. */
export const ABSENT = 'nothing';

type Values = Readonly<Record<string, string | readonly string[]>>;
type Item = { readonly values: ReadonlySet<string>; readonly isLate: boolean };

/** A response waits so many milliseconds for the policies of its write, less a little. */
const POLICIES_WITHIN_MS = 1400;

/**
 * The state that a site may have after a series of writes, some of them without a response. Of each item (the name of a
 * group, the participation of a person) it keeps the values that it may have: one after an acknowledged write, the old
 * and the new one while a write is under way, and both for ever when no response came. One writer at a time for an item.
 */
export class ExpectedState {
  private readonly items = new Map<string, Item>();
  /** Responses that should not have come. */
  readonly unexpected: string[] = [];
  acknowledgedWrites = 0;

  /**
   * Makes a write that gives these items these values (one of several, where others write at the same moment) and takes
   * its response into account. `refusals`: codes that races may bring. Throws `NoResponse` as the call does.
   */
  async write(
    values: Values,
    call: () => Promise<SiteResponse>,
    refusals: readonly string[] = [],
  ): Promise<SiteResponse> {
    const changes = Object.entries(values).map(([name, value]) => {
      const before = this.items.get(name) ?? { values: new Set([ABSENT]), isLate: false };
      const after = new Set([value].flat());
      this.items.set(name, { values: new Set([...before.values, ...after]), isLate: false });
      return { name, before, after };
    });
    const response = await call().catch((error: unknown) => {
      if (!(error instanceof NoResponse)) this.unexpected.push(String(error));
      throw error;
    });
    const isDone = response.status === 200;
    const isLate = response.tookMs > POLICIES_WITHIN_MS;
    if (isDone) this.acknowledgedWrites += 1;
    else this.expectRefusal(response, refusals, Object.keys(values));
    for (const { name, before, after } of changes) this.items.set(name, isDone ? { values: after, isLate } : before);
    return response;
  }

  /** The items whose value, as `actual` gives it, is none that they may have. */
  contradictions(actual: (item: string) => string): string[] {
    return this.compare(actual, () => true);
  }

  /**
   * The same for what was acknowledged, touched by nothing since, and waits for no policy: it has to be there as soon
   * as the service is, however it ended.
   */
  contradictionsAtOnce(actual: (item: string) => string): string[] {
    return this.compare(actual, ({ values, isLate }) => values.size === 1 && !isLate);
  }

  private compare(actual: (item: string) => string, which: (item: Item) => boolean): string[] {
    return [...this.items].flatMap(([name, item]) =>
      !which(item) || item.values.has(actual(name))
        ? []
        : [`${name}: ${actual(name)}, not ${[...item.values].join(' or ')}`],
    );
  }

  private expectRefusal({ status, body }: SiteResponse, refusals: readonly string[], items: readonly string[]): void {
    if (status >= 400 && status < 500 && refusals.includes(String(body.message))) return;
    this.unexpected.push(`${items.join(', ')}: ${status} ${JSON.stringify(body)}`);
  }
}
