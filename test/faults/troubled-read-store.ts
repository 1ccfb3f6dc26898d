import { type ReadStore, ReadStoreUnavailable } from '@app/read-store';

/** What a store does when it is asked: its work, nothing but refuse, or nothing at all. */
type Trouble = 'NONE' | 'AWAY' | 'SILENT';

/** Takes a read store's calls on their way in; it may fail them, and decides when they go on. */
export type Way = <T>(method: keyof ReadStore, go: () => Promise<T>) => Promise<T>;

/** The same store, with every call but `close` going this way. */
export function onTheWay(store: ReadStore, way: Way): ReadStore {
  return new Proxy(store, {
    get(target, name: keyof ReadStore) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const call = (...args: unknown[]) => method.apply(target, args) as Promise<unknown>;
      return name === 'close' ? call : (...args: unknown[]) => way(name, () => call(...args));
    },
  });
}

/** How long a silent store is waited for, in milliseconds: no adapter waits for ever. */
const DEADLINE = 1000;

/** A read store that can be made to be away, or to be silent: what it was asked then takes effect when it is well again. */
export class Troubled {
  private trouble: Trouble = 'NONE';
  private well: Promise<void> = Promise.resolve();
  private recover = () => {};

  constructor(private readonly store: ReadStore) {}

  /** As one of several processes sees it. */
  readonly seen: Way = async (method, go) => {
    if (this.trouble === 'AWAY') throw new ReadStoreUnavailable(`${method}: the read store is away`);
    if (this.trouble !== 'SILENT') return go();
    const late = this.well.then(go);
    late.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const unanswered = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ReadStoreUnavailable(`${method}: no answer`)), DEADLINE);
    });
    return Promise.race([late, unanswered]).finally(() => clearTimeout(timer));
  };

  get asStore(): ReadStore {
    return onTheWay(this.store, this.seen);
  }

  goAway(): void {
    this.trouble = 'AWAY';
  }

  fallSilent(): void {
    this.trouble = 'SILENT';
    this.well = new Promise((resolve) => (this.recover = resolve));
  }

  getWell(): void {
    this.trouble = 'NONE';
    this.recover();
  }
}
