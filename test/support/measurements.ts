import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LONG } from './waiting';

const directory = resolve(__dirname, '../../coverage/measurements');

type Measured = { readonly worst: number; readonly limit: number; readonly times: number };

/**
 * How long things took in one suite (or how often they happened), beside the limit that the product aims at. A busy
 * machine exceeds the limits, so they are compared only with `LONG=1`. Every run writes what it measured to
 * `coverage/measurements/<suite>.json`, and to standard error.
 */
export class Measurements {
  private readonly measured = new Map<string, Measured>();

  private constructor(private readonly suite: string) {}

  /** For the suite that calls it at its top level: reports when all its tests have run. */
  static ofSuite(suite: string): Measurements {
    const measurements = new Measurements(suite);
    afterAll(() => measurements.report());
    return measurements;
  }

  /** Keeps the worst value of each name. With `LONG=1` it throws for one above its limit. */
  record(name: string, value: number, limit: number): void {
    const { worst = 0, times = 0 } = this.measured.get(name) ?? {};
    this.measured.set(name, { worst: Math.max(worst, Math.round(value)), limit, times: times + 1 });
    if (LONG && value > limit) throw new Error(`${name}: ${value}, and at most ${limit} is allowed`);
  }

  private report(): void {
    if (this.measured.size === 0) return;
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${this.suite}.json`), JSON.stringify(Object.fromEntries(this.measured), null, 2));
    const lines = [...this.measured].map(
      ([name, { worst, limit, times }]) => `  ${name}: ${worst} (aim: ${limit}; measured ${times} times)`,
    );
    process.stderr.write(`${[`measured in ${this.suite}:`, ...lines].join('\n')}\n`);
  }
}
