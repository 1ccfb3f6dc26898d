import type { Event, Fold, Projection, Recorded, Sweep } from '@app/kernel';

type AnyFold = Fold<Event, unknown>;
type AnySweep = Sweep<Event, unknown>;

/** What one document has to hear, in order. */
export type PendingFold = { readonly event: Recorded; readonly fold: AnyFold['fold'] };

/** A run of events that touch single documents, and the set-based event, if any, that ends it. */
export type BatchSegment = {
  readonly folds: ReadonlyMap<string, readonly PendingFold[]>;
  readonly sweep?: { readonly event: Recorded; readonly step: AnySweep };
};

/** Any projection, seen from the machine that runs it: its table is looked up by the event's type. */
export type AnyProjection = Pick<Projection<Event, never>, 'name' | 'version'> & {
  readonly on: Readonly<Record<string, AnyFold | readonly AnyFold[] | AnySweep | undefined>>;
};

/** Splits a batch at its set-based events, and sorts the rest by the document that each touches. */
export function segmentBatch({ on }: AnyProjection, events: readonly Recorded[]): BatchSegment[] {
  const pieces: BatchSegment[] = [];
  let documents = new Map<string, PendingFold[]>();
  for (const event of events) {
    const step = Object.hasOwn(on, event.type) ? on[event.type] : undefined;
    if (!step) continue;
    if ('kind' in step && step.kind === 'sweep') {
      pieces.push({ folds: documents, sweep: { event, step } });
      documents = new Map();
      continue;
    }
    for (const { id: idOf, fold } of [step].flat()) {
      const id = idOf(event);
      if (id === null) continue;
      const heard = documents.get(id);
      if (heard) heard.push({ event, fold });
      else documents.set(id, [{ event, fold }]);
    }
  }
  if (documents.size > 0) pieces.push({ folds: documents });
  return pieces;
}
