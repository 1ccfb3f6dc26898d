import type { Policy } from '@app/kernel';
import type { GroupRenamed } from '../domain/group/group.events';
import { slugOfName } from '../domain/slug/slug-of-name';
import type { PolicyRequest } from './policy-requests';

/** On a new name whose slug has got a number: takes the slug without it, if another group had just given that up. */
export const takeFreedSlug: Policy<GroupRenamed, PolicyRequest> = {
  name: 'take-freed-slug',
  on: ['GroupRenamed'],
  requests: ({ data: { groupId, name, slug, formerSlug } }) => {
    const plain = slugOfName(name);
    return formerSlug === undefined || slug === plain
      ? []
      : [{ name: 'TakeFreedSlug', request: { groupId, slug: plain } }];
  },
};
