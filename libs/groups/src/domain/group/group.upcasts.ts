import type { Event, Upcasts } from '@app/kernel';
import type { MemberId } from '../ids';
import type { RoleAssigned, RoleUnassigned } from './group.events';

/** As it was written before: `MEMBER` took the role of an admin away. */
type FormerRoleAssigned = Event<
  'RoleAssigned',
  Omit<RoleAssigned['data'], 'role'> & { memberId: MemberId; role: 'ADMIN' | 'MEMBER' }
>;

export const groupUpcasts: Upcasts = {
  /** `role: 'MEMBER'` took the role of an admin away, and is read as `RoleUnassigned`. */
  RoleAssigned: (stored) => {
    const { groupId, memberId, role } = (stored as FormerRoleAssigned).data;
    const unassigned: RoleUnassigned = { type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN' } };
    return role === 'MEMBER' ? unassigned : stored;
  },
};
