import type { Event, Fold, Projection, Recorded, Sweep } from '@app/kernel';

type AnyFold = Fold<Event, unknown>;
type AnySweep = Sweep<Event, unknown>;

/** An event to be folded into one document, and the fold to do it with. */
export type PendingFold = { readonly event: Recorded; readonly fold: AnyFold['fold'] };

/** The folds of consecutive events, by document id and in order, and the set-based event, if any, that follows them. */
export type BatchSegment = {
  readonly folds: ReadonlyMap<string, readonly PendingFold[]>;
  readonly sweep?: { readonly event: Recorded; readonly step: AnySweep };
};

/** Any projection, as the projector sees it: event types are looked up in its table at run time. */
export type AnyProjection = Pick<Projection<Event, never>, 'name' | 'version'> & {
  readonly on: Readonly<Record<string, AnyFold | readonly AnyFold[] | AnySweep | undefined>>;
};

/**
 * Splits a batch after each set-based event, and groups the events before it by document. Folds of different documents
 * may then run together, while a set-based update keeps its place in the order. Events unknown to the projection are
 * left out.
 */
export function segmentBatch({ on }: AnyProjection, events: readonly Recorded[]): BatchSegment[] {
  const segments: BatchSegment[] = [];
  let folds = new Map<string, PendingFold[]>();
  for (const event of events) {
    const step = Object.hasOwn(on, event.type) ? on[event.type] : undefined;
    if (!step) continue;
    if ('kind' in step && step.kind === 'sweep') {
      segments.push({ folds, sweep: { event, step } });
      folds = new Map();
      continue;
    }
    for (const { id: idOf, fold } of [step].flat()) {
      const id = idOf(event);
      if (id === null) continue;
      const pending = folds.get(id);
      if (pending) pending.push({ event, fold });
      else folds.set(id, [{ event, fold }]);
    }
  }
  if (folds.size > 0) segments.push({ folds });
  return segments;
}
