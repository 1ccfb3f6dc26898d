import type { Policy } from '@app/kernel';
import type { RoleAssigned } from '../../group/group.events';
import type { MemberLeft, MemberRemoved } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

/** Somebody was made an admin in the moment in which they went: whichever came last takes the role back. */
export const takeBackRolesOfThoseWhoLeft: Policy<RoleAssigned | MemberLeft | MemberRemoved, PolicyRequest> = {
  name: 'take-back-roles-of-those-who-left',
  on: ['RoleAssigned', 'MemberLeft', 'MemberRemoved'],
  then: ({ data: { groupId, memberId } }) => [{ name: 'TakeBackRole', request: { groupId, memberId } }],
};
