import type { UnreadableEvent } from '@app/event-store';
import type { Event, Fold, Json, Projection, Recorded, Sweep } from '@app/kernel';

type AnyFold = Fold<Event, unknown>;
type AnySweep = Sweep<Event, unknown>;

/** An event to be folded into one document, and the fold to do it with; without one, it marks the document as stale. */
export type PendingFold =
  | { readonly event: Recorded; readonly fold: AnyFold['fold'] }
  | { readonly event: Recorded | UnreadableEvent; readonly fold: null };

/** The documents that a set-based event changes, and how. */
export type PendingSweep = {
  readonly event: Recorded;
  readonly where: NonNullable<ReturnType<AnySweep['where']>>;
  readonly change: Readonly<Record<string, Json>> | null;
};

/** The folds of consecutive events, by document id and in order, and the set-based event, if any, that follows them. */
export type BatchSegment = {
  readonly folds: ReadonlyMap<string, readonly PendingFold[]>;
  readonly sweep?: PendingSweep;
};

/**
 * An event that a view cannot use: it cannot be read, or the projection threw `error`, perhaps while it was folded into
 * the document with this id.
 */
export type UnusableEvent = {
  readonly event: Recorded | UnreadableEvent;
  readonly document?: string;
  readonly error?: unknown;
};

/** Any projection, as the projector sees it: event types are looked up in its table at run time. */
export type AnyProjection = Pick<Projection<Event, never>, 'name' | 'version' | 'documentsOf'> & {
  readonly on: Readonly<Record<string, AnyFold | readonly AnyFold[] | AnySweep | undefined>>;
};

type Step = { readonly kind: 'fold'; readonly folds: readonly (readonly [string, PendingFold])[] } | PendingSweep;

/**
 * Splits a batch after each set-based event, and groups the events before it by document. Folds of different documents
 * may then run together, while a set-based update keeps its place in the order. Events unknown to the projection are
 * left out. Those that it cannot use mark the documents of their stream, and are given beside the segments.
 */
export function segmentBatch(
  projection: AnyProjection,
  events: readonly Recorded[],
  unreadable: readonly UnreadableEvent[] = [],
) {
  const segments: BatchSegment[] = [];
  const unusable: UnusableEvent[] = [];
  let folds = new Map<string, PendingFold[]>();
  const addFold = (id: string, pending: PendingFold): void => {
    const others = folds.get(id);
    if (others) others.push(pending);
    else folds.set(id, [pending]);
  };
  const markDocuments = (event: UnusableEvent): void => {
    const ids = projection.documentsOf?.(event.event.stream);
    if (ids === null && event.error === undefined) return; // its stream has no part in this view
    unusable.push(event);
    for (const id of ids ?? []) addFold(id, { event: event.event, fold: null });
  };
  let next = 0;
  const markUpTo = (position: Recorded['position'] | null): void => {
    for (; next < unreadable.length && (position === null || unreadable[next]!.position < position); next++)
      markDocuments({ event: unreadable[next]! });
  };

  for (const event of events) {
    markUpTo(event.position);
    try {
      const step = stepFor(projection, event);
      if ('folds' in step) for (const [id, fold] of step.folds) addFold(id, fold);
      else {
        segments.push({ folds, sweep: step });
        folds = new Map();
      }
    } catch (error) {
      markDocuments({ event, error });
    }
  }
  markUpTo(null);
  if (folds.size > 0) segments.push({ folds });
  return { segments, unusable };
}

/** What the event changes. Throws what the projection throws, and `TypeError` when it names no documents. */
function stepFor({ on }: AnyProjection, event: Recorded): Step {
  const step = Object.hasOwn(on, event.type) ? on[event.type] : undefined;
  if (!step) return { kind: 'fold', folds: [] };
  if ('kind' in step && step.kind === 'sweep') {
    const where = step.where(event);
    if (where === null) return { kind: 'fold', folds: [] };
    assertText(where.equals);
    return { event, where, change: step.change(event) as PendingSweep['change'] };
  }
  const folds = [step].flat().flatMap(({ id: idOf, fold }) => {
    const id = idOf(event);
    if (id === null) return [];
    assertText(id);
    return [[id, { event, fold }] as const];
  });
  return { kind: 'fold', folds };
}

function assertText(value: unknown): void {
  if (typeof value !== 'string') throw new TypeError('the event does not name a document');
}
