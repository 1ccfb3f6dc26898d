import type { Event, Fold, Projection, Recorded, Sweep } from '@app/kernel';

type AnyFold = Fold<Event, unknown>;
type AnySweep = Sweep<Event, unknown>;

/** What one document has to hear, in order. */
export type Heard = { readonly event: Recorded; readonly fold: AnyFold['fold'] };

/** A run of events that touch one document each, and the set-based event, if any, that ends it. */
export type Piece = {
  readonly documents: ReadonlyMap<string, readonly Heard[]>;
  readonly sweep?: { readonly event: Recorded; readonly step: AnySweep };
};

/** Any projection, seen from the machine that runs it: its table is looked up by the event's type. */
export type AnyProjection = Pick<Projection<Event, never>, 'name' | 'version'> & {
  readonly on: Readonly<Record<string, AnyFold | AnySweep | undefined>>;
};

/** Splits a batch at its set-based events, and sorts the rest by the document that each touches. */
export function piecesOf({ on }: AnyProjection, events: readonly Recorded[]): Piece[] {
  const pieces: Piece[] = [];
  let documents = new Map<string, Heard[]>();
  for (const event of events) {
    const step = Object.hasOwn(on, event.type) ? on[event.type] : undefined;
    if (!step) continue;
    if (step.kind === 'sweep') {
      pieces.push({ documents, sweep: { event, step } });
      documents = new Map();
      continue;
    }
    const id = step.id(event);
    const heard = documents.get(id);
    if (heard) heard.push({ event, fold: step.fold });
    else documents.set(id, [{ event, fold: step.fold }]);
  }
  if (documents.size > 0) pieces.push({ documents });
  return pieces;
}
