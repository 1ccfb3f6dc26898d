import type { Json, Position } from '@app/kernel';
import {
  type CollectionSpec,
  type Document,
  matches,
  type PageKey,
  type ReadStore,
  type SweepWrite,
} from '@app/read-store';
import { sleep } from './sleep';
import { checkpointName, type View } from './view';

/** How many documents a sweep changes at once. */
export const SWEEP_STEP = 100;
/** The pause between two steps, in ms: others write to the store meanwhile. */
const PAUSE = 50;
/** The pause after the store was unavailable, in ms. */
const PAUSE_AFTER_OUTAGE = 1000;
const PAGE = 1000;

/** The collection of sweeps that are not finished. Prepare it before a projector runs. */
export const pendingSweepsCollection: CollectionSpec = { name: 'pendingSweeps', version: 1, indexes: [['view']] };

const NO_SITE = '-'; // no query of a site finds them

/**
 * The sweeps of one view that still have documents to change. A small sweep is done at once. Of a large one only the first
 * step is; the rest is stored, and follows step by step beside the batches, so that the view shows later events meanwhile.
 * Until then its documents are older than they should be: whoever folds a later event into one has to apply the sweeps in
 * `pending` to it first.
 *
 * A sweep is stored before the checkpoint passes its event, and forgotten when a projector which has folded everything up
 * to that event finds no document left. So it is finished whenever projectors die, and several may work on it at once.
 */
export class PendingSweeps {
  private sweeps: readonly SweepWrite[] = [];
  /** The positions of stored sweeps that this projector has not come to yet: another one, or it itself before, was further. */
  private ahead: ReadonlySet<Position> = new Set();
  private storeId = '';
  private isLoaded = false;
  private signal = AbortSignal.abort();
  private isRunning = false;
  private steps: Promise<void> = Promise.resolve();

  constructor(
    private readonly view: View,
    private readonly store: Pick<ReadStore, 'find' | 'write' | 'erase' | 'sweep'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** In the order of their events. */
  get pending(): readonly SweepWrite[] {
    return this.sweeps;
  }

  /** Whether it is known that no document waits for a sweep. */
  get areDone(): boolean {
    return this.isLoaded && this.sweeps.length === 0;
  }

  /**
   * Loads the stored sweeps up to this position of this event store, and works on them until the signal aborts. Those
   * behind it, of a projector that is further, are added when this one gets there. Throws `ReadStoreUnavailable`.
   */
  async start(storeId: string, upTo: Position | null, signal: AbortSignal): Promise<void> {
    [this.storeId, this.signal] = [storeId, signal];
    this.sweeps = [];
    const stored = await storedSweeps(this.store, this.view, storeId);
    const isReached = ({ position }: SweepWrite) => upTo !== null && position <= upTo;
    this.add(...stored.filter(isReached));
    this.ahead = new Set(stored.filter((sweep) => !isReached(sweep)).map(({ position }) => position));
    this.isLoaded = true;
    this.work();
  }

  /** Resolves when the step in progress has ended; no other begins after the signal has aborted. */
  async stopped(): Promise<void> {
    this.isLoaded = false;
    await this.steps;
  }

  /** Forgets all: the view is built from the first event on. Throws `ReadStoreUnavailable`. */
  async clear(): Promise<void> {
    const query = { siteId: NO_SITE, filter: { field: 'view', is: 'eq', value: checkpointName(this.view) }, limit: PAGE } as const; // prettier-ignore
    while ((await this.store.erase(pendingSweepsCollection, query)) > 0);
  }

  /**
   * Changes documents now, as far as one step goes, and stores what is left to do; only then may the view go past the
   * event. Throws `ReadStoreUnavailable`.
   */
  async apply(sweep: SweepWrite): Promise<void> {
    const waits = this.ahead.has(sweep.position) || this.sweeps.some((earlier) => mayMeet(earlier, sweep));
    if (!waits && (await this.step(sweep))) return;
    const { siteId, field, equals, change, position } = sweep;
    const document = {
      siteId: NO_SITE,
      view: checkpointName(this.view),
      storeId: this.storeId,
      sweep: { siteId, field, equals, change: change as Json, position: String(position) },
    };
    await this.store.write(pendingSweepsCollection, [{ id: this.idOf(sweep), document, position: 0n, loaded: null }]);
    this.add(sweep);
    this.work();
  }

  private add(...added: readonly SweepWrite[]): void {
    const others = this.sweeps.filter(({ position }) => !added.some((sweep) => sweep.position === position));
    this.sweeps = [...others, ...added].sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  private work(): void {
    if (!this.isRunning) this.steps = this.workUntilDone(this.signal);
  }

  private async workUntilDone(signal: AbortSignal): Promise<void> {
    this.isRunning = true;
    while (!signal.aborted && this.sweeps[0]) {
      await sleep(PAUSE, signal);
      if (!signal.aborted) await this.continueWith(this.sweeps[0], signal);
    }
    this.isRunning = false;
  }

  private async continueWith(sweep: SweepWrite, signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.step(sweep))) return;
      const filter = { field: 'id', is: 'eq', value: this.idOf(sweep) } as const;
      await this.store.erase(pendingSweepsCollection, { siteId: NO_SITE, filter, limit: 1 });
      this.sweeps = this.sweeps.filter((other) => other !== sweep);
    } catch (error) {
      this.onError(error);
      await sleep(PAUSE_AFTER_OUTAGE, signal);
    }
  }

  private step(sweep: SweepWrite): Promise<boolean> {
    return this.store.sweep(this.view.collection, sweep, SWEEP_STEP);
  }

  private idOf({ position }: SweepWrite): string {
    return `${checkpointName(this.view)}.${this.storeId}.${position}`;
  }
}

/**
 * The sweeps of a view that are stored, because they still have documents to change; `storeId`: only those of this event
 * store. Whoever reads them after the view has shown a position knows all sweeps up to it that are not finished.
 * Throws `ReadStoreUnavailable`.
 */
export async function storedSweeps(
  store: Pick<ReadStore, 'find'>,
  view: Pick<View, 'collection'>,
  storeId?: string,
): Promise<readonly SweepWrite[]> {
  const filter = { field: 'view', is: 'eq', value: checkpointName(view) } as const;
  const stored: SweepWrite[] = [];
  for (let after: PageKey | undefined; ;) {
    const page = { siteId: NO_SITE, filter, limit: PAGE, ...(after && { after }) };
    const { documents, next } = await store.find(pendingSweepsCollection, page);
    const ofStore = documents.filter(({ document }) => storeId === undefined || document.storeId === storeId);
    stored.push(...ofStore.map(toSweep));
    if (!next) return stored;
    after = next;
  }
}

/** The document after a sweep that has not changed it yet; `null`: there is none. */
export function sweptDocument(
  document: Document | null,
  { siteId, field, equals, change }: SweepWrite,
): Document | null {
  if (document?.siteId !== siteId || !matches({ field, is: 'eq', value: equals }, document)) return document;
  return change && { ...document, ...change };
}

/** Whether a document may match both. */
const mayMeet = (one: SweepWrite, other: SweepWrite): boolean =>
  one.siteId === other.siteId && (one.field !== other.field || one.equals === other.equals);

function toSweep({ document }: { readonly document: Document }): SweepWrite {
  const { position, ...sweep } = document.sweep as Omit<SweepWrite, 'position'> & { readonly position: string };
  return { ...sweep, position: BigInt(position) };
}
