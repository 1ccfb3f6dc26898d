import type { CollectionSpec } from '@app/read-store';
import type { AnyProjection } from './batch-segments';

/** A projection and the collection that its documents are stored in. */
export type View = { readonly projection: AnyProjection; readonly collection: CollectionSpec };

/** The name of a view's checkpoint. Each version of the view has its own. */
export const checkpointName = ({ collection: { name, version } }: Pick<View, 'collection'>): string =>
  `${name}.v${version}`;
