import { type DeepReadonly, defineStream, ignoreUnknownEvent, type Position, type Recorded } from '@app/kernel';
import type { GroupId } from '../ids';
import type { SlugEvent } from './slug.events';

type Reservation = {
  groupId: GroupId;
  /** The revision in the group's stream of the first event of the append that uses the slug. */
  forRevision: number;
  position: Position;
};
type State = {
  /** The latest reservation; `null`: there is none, or it was released. */
  holder: Reservation | null;
  /** The latest reservation, released or not. */
  lastHolder: Reservation | null;
};
export type Slug = DeepReadonly<State>;

export const initial = (): State => ({ holder: null, lastHolder: null });

export function evolve(slug: State, { type, data, position }: Recorded<SlugEvent>): State {
  switch (type) {
    case 'SlugReserved': {
      const holder = { groupId: data.groupId, forRevision: data.forRevision, position };
      return { holder, lastHolder: holder };
    }
    case 'SlugReleased':
      return { ...slug, holder: null };
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
