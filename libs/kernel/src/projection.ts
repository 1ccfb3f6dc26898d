import type { Event, Recorded } from './event';

type OfType<E extends Event, Type> = Extract<E, { type: Type }>;

/** A document of a view: plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * For an event that changes one document: which one (`null`: none), and the document after the event. `current` is the
 * document before it; `null` stands for no document, before or after.
 */
export type Fold<E extends Event, Document> = {
  readonly kind: 'fold';
  readonly id: (event: Recorded<E>) => string | null;
  readonly fold: (current: Document | null, event: Recorded<E>) => Document | null;
};

/**
 * For an event that changes every document in which `field` has this value and whose last change is older than the event.
 * `change` must only set top-level fields that no fold reads; `null` removes the documents.
 */
export type Sweep<E extends Event, Document> = {
  readonly kind: 'sweep';
  readonly where: (event: Recorded<E>) => { readonly field: keyof Document & string; readonly equals: string } | null;
  readonly change: (event: Recorded<E>) => Partial<Document> | null;
};

/** How events change the documents of one view: a table by event type. Pure; the projector loads, folds and stores. */
export type Projection<E extends Event, Document> = {
  /** The name of the view, in kebab-case or camelCase; with the version it names the collection. */
  readonly name: string;
  /** To be raised when the same events give different documents than before: the new version is built beside the old one. */
  readonly version: number;
  /**
   * The ids of the documents that the events of this stream are folded into, as far as the stream's name tells; `null`: the
   * stream has no part in the view. They are marked as stale when an event of the stream cannot be read.
   */
  readonly documentsOf?: (stream: string) => readonly string[] | null;
  readonly on: {
    /** Several folds: the event changes several documents. */
    readonly [Type in E['type']]?:
      Fold<OfType<E, Type>, Document> | readonly Fold<OfType<E, Type>, Document>[] | Sweep<OfType<E, Type>, Document>;
  };
};

/**
 * Makes a function that makes folds into the document whose id is `idOf` of the event's data:
 * `const group = foldInto<GroupDocument, GroupEvent>(({ groupId }) => groupId)`.
 */
export const foldInto =
  <Document, E extends Event>(idOf: (data: E['data']) => string) =>
  <Type extends E['type']>(
    fold: (current: Document | null, event: Recorded<OfType<E, Type>>) => Document | null,
  ): Fold<OfType<E, Type>, Document> => ({ kind: 'fold', id: ({ data }) => idOf(data), fold });

/** Makes a sweep. */
export const sweep = <E extends Event, Document>(
  where: Sweep<E, Document>['where'],
  change: Sweep<E, Document>['change'],
): Sweep<E, Document> => ({ kind: 'sweep', where, change });
