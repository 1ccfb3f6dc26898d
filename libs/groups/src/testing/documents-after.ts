import type { Event, Fold, Projection, Recorded, Sweep } from '@app/kernel';
import { recorded } from './history';

type Step<Document> = Fold<Event, Document> | readonly Fold<Event, Document>[] | Sweep<Event, Document>;
type Steps<Document> = Readonly<Record<string, Step<Document> | undefined>>;

/** The documents of a projection after these events, by id. */
export function documentsAfter<E extends Event, Document extends object>(
  { on }: Projection<E, Document>,
  events: readonly E[],
): Readonly<Record<string, Document>> {
  const documents = new Map<string, Document>();
  for (const event of recorded<Event>(...events)) {
    const step = (on as unknown as Steps<Document>)[event.type];
    for (const [id, document] of step ? changedDocuments(step, event, documents) : [])
      if (document) documents.set(id, document);
      else documents.delete(id);
  }
  return Object.fromEntries(documents);
}

/** The document with this id after these events, or `null`. */
export const documentAfter = <E extends Event, Document extends object>(
  projection: Projection<E, Document>,
  events: readonly E[],
  id: string,
): Document | null => documentsAfter(projection, events)[id] ?? null;

function changedDocuments<Document extends object>(
  step: Step<Document>,
  event: Recorded,
  documents: ReadonlyMap<string, Document>,
): (readonly [string, Document | null])[] {
  if (!('kind' in step) || step.kind === 'fold')
    return [step].flat().flatMap(({ id: idOf, fold }) => {
      const id = idOf(event);
      return id === null ? [] : [[id, fold(documents.get(id) ?? null, event)] as const];
    });
  const where = step.where(event);
  const change = step.change(event);
  return [...documents]
    .filter(([, document]) => where && (document as Record<string, unknown>)[where.field] === where.equals)
    .map(([id, document]) => [id, change && { ...document, ...change }]);
}
