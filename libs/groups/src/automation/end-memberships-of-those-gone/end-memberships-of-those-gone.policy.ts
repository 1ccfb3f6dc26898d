import type { Policy } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { PolicyRequest } from '../requests';

/** An admin who left or was removed has lost the role in the group's own stream; their membership follows. */
export const endMembershipsOfThoseGone: Policy<RoleUnassigned, PolicyRequest> = {
  name: 'end-memberships-of-those-gone',
  on: ['RoleUnassigned'],
  then: ({ data: { groupId, memberId, because } }) =>
    because ? [{ name: 'EndMembership', request: { groupId, memberId } }] : [],
};
