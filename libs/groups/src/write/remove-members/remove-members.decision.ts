import { accept, type Caller, type Decision, type Refused, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { GroupId, MemberId } from '../../ids';
import type { MemberRemoved } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isAdmin, mayManage } from '../../permissions';

export type RemoveMember = { groupId: GroupId; memberId: MemberId };
export const removeMembersRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type RemoveMemberRefusal = (typeof removeMembersRefusals)[number];
type On = Here & { theirs: Membership };

/**
 * Removes somebody from a group. An admin first loses that, in the group's own stream: so of two admins who remove each
 * other at once, the second is no admin any more.
 */
export function dismiss(request: RemoveMember, on: On, caller: Caller): Decision<RoleUnassigned, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = refused(request, on, caller);
  if (refusal) return refusal;
  if (!isAdmin(on.group, on.theirs, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'REMOVED' } });
}

/** The second step: the membership ends. One whom the group has dismissed already needs no further right to go. */
export function removeMember(
  request: RemoveMember,
  on: On,
  caller: Caller,
): Decision<MemberRemoved, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const dismissed = on.group.gone.has(memberId) && !belongs(on.group, on.theirs, memberId);
  if (dismissed && !on.theirs.joined) return accept();
  const refusal = dismissed ? null : refused(request, on, caller);
  return refusal ?? accept({ type: 'MemberRemoved', data: { groupId, memberId } });
}

function refused({ memberId }: RemoveMember, on: On, caller: Caller): Refused<RemoveMemberRefusal> | null {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(on.group, on.theirs, memberId)) return refuse('NOT_A_MEMBER');
  if (on.group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
