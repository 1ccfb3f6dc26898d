import type { Position, Recorded } from '@app/kernel';
import type { CollectionSpec, Document, Filter, PageKey, ReadStore, StoredDocument } from '@app/read-store';
import { parkedWork as parkedWorkGauge } from './metrics';
import type { Logger } from './logger';
import { repeatUntilAborted } from './repeat-until-aborted';
import { sleep } from './sleep';

/** `POLICY`: a policy could not handle the event. `EVENT`: a view or another consumer could not. */
export type ParkedWorkKind = 'POLICY' | 'EVENT';

/** What was given up for one event after several attempts, until an operator has it retried or drops it. */
export type ParkedWork = {
  /** `parkedWorkId` of the kind, the name and the event. */
  readonly id: string;
  readonly kind: ParkedWorkKind;
  /** The policy, the view or the consumer. */
  readonly name: string;
  readonly event: Pick<Recorded, 'id' | 'type' | 'stream' | 'revision' | 'position'>;
  /** Why, in a few words. Holds no personal data: for an unexpected error its class only, the log has the rest. */
  readonly cause: string;
  /** How often it was tried before it was parked, the last time. */
  readonly attempts: number;
  /** When it was parked first, ISO 8601 in UTC. */
  readonly parkedAt: string;
};

/** Parked work as it is stored. `retryRequested`: an operator has asked for a retry, which is not finished. */
export type StoredParkedWork = ParkedWork & { readonly retryRequested: boolean };

/** Which page of parked work: `limit` at most 1000, `after` the `next` of the page before. */
export type ParkedWorkPage = { readonly limit: number; readonly after?: PageKey };

/** How much work of one policy, view or consumer is parked; 100 001 stands for any number above 100 000. */
export type ParkedWorkCount = { readonly kind: ParkedWorkKind; readonly name: string; readonly count: number };

/** The collection of parked work. Prepare it before any is parked. */
export const parkedWorkCollection: CollectionSpec = {
  name: 'parkedWork',
  version: 1,
  indexes: [['parkedAt'], ['kind', 'name'], ['kind', 'retryRequested', 'parkedAt']],
};

/** The id of parked work: the same each time the same event is parked for the same policy, view or consumer. */
export const parkedWorkId = (kind: ParkedWorkKind, name: string, event: Pick<Recorded, 'id'>): string =>
  `${kind}.${name}.${event.id}`;

const NO_SITE = '-'; // parked work concerns the installation, so no query of a site finds it
const KINDS: readonly ParkedWorkKind[] = ['EVENT', 'POLICY'];
const MAX_PAGE = 1000;
const COUNTED_UP_TO = 100_000;
const oldestFirst = [{ field: 'parkedAt', order: 'ASC' }] as const;

/**
 * Parked work in the read store. It is derived data: when the read store is deleted, policies and views begin again at
 * the first event and park anew what still fails. Every method throws `ReadStoreUnavailable`.
 */
export class ParkedWorkStore {
  constructor(private readonly store: Pick<ReadStore, 'load' | 'write' | 'find' | 'count' | 'erase'>) {}

  /**
   * Stores the work; it is durable when this resolves. Work with the same id is replaced, except for `parkedAt`, and no
   * longer waits for a retry.
   */
  async park(work: ParkedWork): Promise<void> {
    await this.replace(work.id, (stored) => ({
      ...work,
      parkedAt: stored?.parkedAt ?? work.parkedAt,
      retryRequested: false,
    }));
  }

  /** A page of all parked work, the oldest first. */
  list(page: ParkedWorkPage): Promise<{ readonly items: readonly StoredParkedWork[]; readonly next?: PageKey }> {
    return this.find({ all: [] }, page);
  }

  /** The oldest work of this kind (and name) for which a retry was requested; at most `limit`. */
  async toRetry(kind: ParkedWorkKind, limit: number, name?: string): Promise<readonly StoredParkedWork[]> {
    const requested: Filter = { field: 'retryRequested', is: 'eq', value: true };
    return (await this.find({ all: [requested, ...ofKind(kind, name)] }, { limit })).items;
  }

  /** How much is parked, by kind and name. Takes a few indexed reads for each name. */
  async count(): Promise<readonly ParkedWorkCount[]> {
    const counts: ParkedWorkCount[] = [];
    for (const kind of KINDS) {
      for (let name = await this.nameAfter(kind, ''); name !== null; name = await this.nameAfter(kind, name)) {
        const filter: Filter = { all: ofKind(kind, name) };
        const count = await this.store.count(parkedWorkCollection, { siteId: NO_SITE, filter, upTo: COUNTED_UP_TO });
        if (count > 0) counts.push({ kind, name, count });
      }
    }
    return counts;
  }

  /** Requests a retry: whoever runs the policy or the view tries again, and drops the work or parks it anew. False: unknown id. */
  retry(id: string): Promise<boolean> {
    return this.replace(id, (stored) => stored && { ...stored, retryRequested: true });
  }

  /** Removes the work: it is done, or given up for good. False: unknown id. */
  async drop(id: string): Promise<boolean> {
    return (await this.erase([{ field: 'id', is: 'eq', value: id }], 1)) > 0;
  }

  /** Removes all work of this kind (and name): before the events are processed again from the first on. */
  async dropAll(kind: ParkedWorkKind, name?: string): Promise<void> {
    while ((await this.erase(ofKind(kind, name), MAX_PAGE)) > 0);
  }

  private async nameAfter(kind: ParkedWorkKind, last: string): Promise<string | null> {
    const found = await this.store.find(parkedWorkCollection, {
      siteId: NO_SITE,
      filter: { all: [...ofKind(kind), { field: 'name', is: 'gt', value: last }] },
      sort: [{ field: 'name', order: 'ASC' }],
      limit: 1,
    });
    return (found.documents[0]?.document.name as string | undefined) ?? null;
  }

  private async find(filter: Filter, { limit, after }: ParkedWorkPage) {
    const { documents, next } = await this.store.find(parkedWorkCollection, {
      siteId: NO_SITE,
      filter,
      sort: oldestFirst,
      limit: Math.min(limit, MAX_PAGE),
      ...(after && { after }),
    });
    return { items: documents.map(({ id, document }) => fromDocument(id, document)), ...(next && { next }) };
  }

  /** Replaces one document, again if another process was faster. False when `change` gives `null`: nothing is written. */
  private async replace(
    id: string,
    change: (stored: StoredParkedWork | null) => StoredParkedWork | null,
  ): Promise<boolean> {
    for (;;) {
      const stored: StoredDocument | undefined = (await this.store.load(parkedWorkCollection, [id])).get(id);
      const work = change(stored?.document ? fromDocument(id, stored.document) : null);
      if (!work) return false;
      const loaded = stored?.position ?? null;
      const write = { id, document: toDocument(work), position: (loaded ?? 0n) + 1n, loaded };
      if ((await this.store.write(parkedWorkCollection, [write])).length === 0) return true;
    }
  }

  private erase(conditions: readonly Filter[], limit: number): Promise<number> {
    return this.store.erase(parkedWorkCollection, { siteId: NO_SITE, filter: { all: conditions }, limit });
  }
}

const REPORT_INTERVAL = 5000; // ms

/**
 * Reports how much work is parked as a metric, every five seconds, until the signal aborts; then the metric is empty,
 * because another process may report it. Run it where the policies and projectors run. Never rejects.
 */
export async function reportParkedWork(
  parkedWork: Pick<ParkedWorkStore, 'count'>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const onError = (error: unknown) => log.warn({ err: error }, 'parked work cannot be counted');
  await repeatUntilAborted(signal, onError, async () => {
    while (!signal.aborted) {
      const counts = await parkedWork.count();
      parkedWorkGauge.reset();
      for (const { kind, name, count } of counts) parkedWorkGauge.set({ kind, name }, count);
      await sleep(REPORT_INTERVAL, signal);
    }
  });
  parkedWorkGauge.reset();
}

const ofKind = (kind: ParkedWorkKind, name?: string): readonly Filter[] => [
  { field: 'kind', is: 'eq', value: kind },
  ...(name === undefined ? [] : [{ field: 'name', is: 'eq', value: name } as const]),
];

const toDocument = ({ id: _, event, ...work }: StoredParkedWork): Document => ({
  siteId: NO_SITE,
  ...work,
  event: { ...event, position: event.position.toString() },
});

function fromDocument(id: string, { siteId: _, event, ...work }: Document): StoredParkedWork {
  const stored = event as unknown as Omit<ParkedWork['event'], 'position'> & { readonly position: string };
  const position: Position = BigInt(stored.position);
  return { id, ...(work as unknown as Omit<StoredParkedWork, 'id' | 'event'>), event: { ...stored, position } };
}
