import { setTimeout as sleep } from 'node:timers/promises';
import { type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { waitUntil } from '../support/waiting';

/** Takes each call of a read store before it is made; may fail it, and decides when `go` makes it. */
export type Intercept = <T>(method: keyof ReadStore, go: () => Promise<T>, args: readonly unknown[]) => Promise<T>;

/** The same store, with every call but `close` intercepted. */
export function intercepted(store: ReadStore, intercept: Intercept): ReadStore {
  return new Proxy(store, {
    get(target, name: keyof ReadStore) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const call = (...args: unknown[]) => method.apply(target, args) as Promise<unknown>;
      return name === 'close' ? call : (...args: unknown[]) => intercept(name, () => call(...args), args);
    },
  });
}

/** How long a store that does not respond is waited for, in milliseconds: every adapter has such a deadline. */
const DEADLINE_MS = 1000;

/**
 * A read store, as one instance of the service sees it, that can be made unavailable (every call fails) or unresponsive
 * (calls time out, and take effect all the same once the store has recovered).
 */
export class FaultyReadStore {
  /** How many writes were asked for. An instance that leads asks again and again; one that stands by does not. */
  writes = 0;
  private fault: 'NONE' | 'UNAVAILABLE' | 'UNRESPONSIVE' = 'NONE';
  private recovered: Promise<void> = Promise.resolve();
  private endFault = () => {};
  /** Calls that have not taken effect yet. */
  private late = 0;

  constructor(private readonly store: ReadStore) {}

  get asStore(): ReadStore {
    return intercepted(this.store, this.intercept);
  }

  becomeUnavailable(): void {
    this.fault = 'UNAVAILABLE';
  }

  becomeUnresponsive(): void {
    this.fault = 'UNRESPONSIVE';
    this.recovered = new Promise((resolve) => (this.endFault = resolve));
  }

  /** Ends the fault. Comes back when the calls that it held up have taken effect. */
  async recover(): Promise<void> {
    this.fault = 'NONE';
    this.endFault();
    await waitUntil(() => this.late === 0, 'all late calls of the read store have ended');
  }

  private readonly intercept: Intercept = async (method, go) => {
    if (method === 'write') this.writes += 1;
    if (this.fault === 'UNAVAILABLE') throw new ReadStoreUnavailable(`${method}: the read store is unavailable`);
    if (this.fault === 'NONE') return go();
    this.late += 1;
    const late = this.recovered.then(go).finally(() => (this.late -= 1));
    late.catch(() => undefined);
    const deadline = new AbortController();
    const timeout = sleep(DEADLINE_MS, undefined, { signal: deadline.signal }).then(() => {
      throw new ReadStoreUnavailable(`${method}: no response in time`);
    });
    return Promise.race([late, timeout]).finally(() => deadline.abort());
  };
}
