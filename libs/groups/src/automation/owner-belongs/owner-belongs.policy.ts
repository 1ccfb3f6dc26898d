import type { Policy } from '@app/kernel';
import type { GroupCreated } from '../../group/group.events';
import type { PolicyRequest } from '../requests';

/** Whoever owns a new group is a member of it. */
export const ownerBelongs: Policy<GroupCreated, PolicyRequest> = {
  name: 'owner-belongs',
  on: ['GroupCreated'],
  then: ({ data: { groupId, ownerId } }) => [{ name: 'EnsureOwnerBelongs', request: { groupId, ownerId } }],
};
