import type { Event, Recorded } from './event';

type OfType<E extends Event, Type> = Extract<E, { type: Type }>;

/** A document of a view: plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** An event that touches one document: which one (`null`: none), and what becomes of it. `null`: there is none (any more). */
export type Fold<E extends Event, Document> = {
  readonly kind: 'fold';
  readonly id: (event: Recorded<E>) => string | null;
  readonly fold: (now: Document | null, event: Recorded<E>) => Document | null;
};

/**
 * An event that touches every document in which `field` has this value, and that was last touched before it.
 * `change` must only set top-level fields that no fold reads; `null` removes the documents.
 */
export type Sweep<E extends Event, Document> = {
  readonly kind: 'sweep';
  readonly where: (event: Recorded<E>) => { readonly field: keyof Document & string; readonly equals: string } | null;
  readonly change: (event: Recorded<E>) => Partial<Document> | null;
};

/** What one view makes of each event it hears: a table. Pure; the projector loads, folds and stores. */
export type Projection<E extends Event, Document> = {
  /** The view's name, in kebab-case or camelCase; with the version it names the collection. */
  readonly name: string;
  /** Raise it whenever the same events would now make other documents: the new version is built beside the old one. */
  readonly version: number;
  readonly on: {
    /** Several folds: an event that touches as many documents. */
    readonly [Type in E['type']]?:
      Fold<OfType<E, Type>, Document> | readonly Fold<OfType<E, Type>, Document>[] | Sweep<OfType<E, Type>, Document>;
  };
};

/** Makes folds into the document that `idOf` names: `const membership = into<Doc, Heard>(({ groupId, memberId }) => …)`. */
export const into =
  <Document, E extends Event>(idOf: (data: E['data']) => string) =>
  <Type extends E['type']>(
    fold: (now: Document | null, event: Recorded<OfType<E, Type>>) => Document | null,
  ): Fold<OfType<E, Type>, Document> => ({ kind: 'fold', id: ({ data }) => idOf(data), fold });

/** Makes a set-based step: every document whose `field` is what `valueOf` says. */
export const sweep = <E extends Event, Document>(
  where: Sweep<E, Document>['where'],
  change: Sweep<E, Document>['change'],
): Sweep<E, Document> => ({ kind: 'sweep', where, change });
