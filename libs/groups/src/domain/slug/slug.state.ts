import { type DeepReadonly, defineStream, ignoreUnknownEvent, type Recorded } from '@app/kernel';
import type { GroupId } from '../ids';
import type { SlugEvent } from './slug.events';

type State = { holder: { groupId: GroupId; forRevision: number; since: string } | null };
export type Slug = DeepReadonly<State>;

export const initial = (): State => ({ holder: null });

export function evolve(slug: State, { type, data, at }: Recorded<SlugEvent>): State {
  switch (type) {
    case 'SlugReserved':
      return { holder: { groupId: data.groupId, forRevision: data.forRevision, since: at } };
    case 'SlugReleased':
      return { holder: null };
    default:
      return ignoreUnknownEvent(type, slug);
  }
}

export const slugFold = {
  initial,
  evolve,
  version: 1,
  types: ['SlugReserved', 'SlugReleased'] as const satisfies readonly SlugEvent['type'][],
};

/** The stream of a slug: which group holds it. */
export const slugStream = (siteId: string, slug: string) => defineStream(`slug-${siteId}.${slug}`, slugFold);
