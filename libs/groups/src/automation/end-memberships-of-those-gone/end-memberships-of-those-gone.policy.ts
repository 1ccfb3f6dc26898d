import type { Policy } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { PolicyRequest } from '../requests';

/** An admin who left, was removed or banned has lost the role in the group's own stream; membership and ban follow. */
export const endMembershipsOfThoseGone: Policy<RoleUnassigned, PolicyRequest> = {
  name: 'end-memberships-of-those-gone',
  on: ['RoleUnassigned'],
  then: ({ data: { groupId, memberId, because, ban } }) =>
    because ? [{ name: 'EndPlace', request: { groupId, memberId, ...(ban && { ban }) } }] : [],
};
