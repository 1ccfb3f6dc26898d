import type { Position } from '@app/kernel';
import type { Document, GuardedWrite, StoredDocument, SweepWrite } from '@app/read-store';
import type { PendingFold } from './batch-segments';
import { sweptDocument } from './pending-sweeps';

/** Called with an event whose fold into a document threw. */
export type OnFoldFailure = (failure: {
  readonly event: PendingFold['event'];
  readonly document: string;
  readonly error: unknown;
}) => void;

/**
 * Folds those of the events into a document that were not folded into it before; `null` when all were. An event that
 * cannot be folded leaves the document as it is, but for `staleSince`: the position of the first event that it lacks. The
 * mark stays whatever is folded later, until the document is removed or the view rebuilt. `sweeps`: those, in order, that
 * the document may still lack; each is applied before the events behind it.
 */
export function foldDocument(
  id: string,
  stored: StoredDocument | undefined,
  folds: readonly PendingFold[],
  onFailure: OnFoldFailure,
  sweeps: readonly SweepWrite[] = [],
): GuardedWrite | null {
  const pending = folds.filter(({ event }) => !stored || event.position > stored.position);
  if (pending.length === 0) return null;
  let document = stored?.document ?? null;
  let foldedUpTo = stored?.position ?? null;
  for (const each of pending) {
    const { position } = each.event;
    for (const sweep of sweeps)
      if (foldedUpTo !== null && sweep.position > foldedUpTo && sweep.position < position)
        document = sweptDocument(document, sweep);
    document = foldEvent(id, document, each, onFailure);
    foldedUpTo = position;
  }
  return { id, document, position: pending.at(-1)!.event.position, loaded: stored?.position ?? null };
}

/**
 * Folds an event into a document that may lack it. `DONE`: it is folded already. `REBUILD_NEEDED`: events behind it were
 * folded since, or the document lacks an earlier one too.
 */
export function refoldDocument(
  id: string,
  stored: StoredDocument | undefined,
  folds: readonly PendingFold[],
  position: Position,
  onFailure: OnFoldFailure,
): GuardedWrite | 'DONE' | 'REBUILD_NEEDED' {
  if (stored && stored.position > position) return 'REBUILD_NEEDED';
  const { staleSince, ...unmarked }: Partial<Document> = stored?.document ?? {};
  const isMarked = stored?.position === position && stored.document !== null;
  if (isMarked && staleSince === undefined) return 'DONE';
  if (isMarked && staleSince !== String(position)) return 'REBUILD_NEEDED';
  let document = isMarked ? (unmarked as Document) : (stored?.document ?? null);
  for (const each of folds) document = foldEvent(id, document, each, onFailure);
  return { id, document, position, loaded: stored?.position ?? null };
}

function foldEvent(
  id: string,
  document: Document | null,
  pending: PendingFold,
  onFailure: OnFoldFailure,
): Document | null {
  const staleSince = document?.staleSince;
  const marked = document && { ...document, staleSince: staleSince ?? String(pending.event.position) };
  if (pending.fold === null) return marked;
  const { event, fold } = pending;
  try {
    const next = fold(document, event) as Omit<Document, 'siteId'> | null;
    return next && { ...next, siteId: event.metadata.siteId, ...(staleSince !== undefined && { staleSince }) };
  } catch (error) {
    onFailure({ event, document: id, error });
    return marked;
  }
}
