import type { CollectionSpec } from '@app/read-store';
import type { AnyProjection } from './batch-segments';

/** A projection with the collection that its documents are kept in, and so the fields that queries on them are answered by. */
export type View = { readonly projection: AnyProjection; readonly collection: CollectionSpec };

/** What the checkpoint of a view is called: each version of it has one of its own. */
export const checkpointName = ({ collection: { name, version } }: View): string => `${name}.v${version}`;
