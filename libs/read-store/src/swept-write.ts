import type { Document, GuardedWrite, StoredDocument, SweepWrite } from './read-store';

/** The write with which a sweep changes a document that it has found. */
export const toSweptWrite =
  ({ change, position }: Pick<SweepWrite, 'change' | 'position'>) =>
  ({ id, document, position: loaded }: StoredDocument & { readonly document: Document }): GuardedWrite => ({
    id,
    document: change && { ...document, ...change },
    position,
    loaded,
  });
