import { accept, type Decision, type Position, refuse } from '@app/kernel';
import type { RoleAssigned } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { AdminNominated } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { nominate } from '../../domain/membership/nominating';
import { belongs, isAdmin } from '../../domain/permissions';
import type { StartOver } from '../../domain/start-over';

/** `since`: the position of the event that promised the role: a site admin joined, or an owner handed the group over. */
export type AssignPromisedAdminRole = { groupId: GroupId; memberId: MemberId; since: Position };
type States = { group: Group; targetMembership: Membership };

/** First step: they are nominated, if they are not yet. No event where the second step has none. */
export function nominatePromisedAdmin(
  request: AssignPromisedAdminRole,
  states: States,
): Decision<AdminNominated, never> {
  const { groupId, memberId } = request;
  if (!hasClaim(request, states)) return accept();
  return nominate({ groupId, memberId }, states.group, states.targetMembership);
}

/**
 * Assigns the admin role to whom an event promised it; the second of two steps. No event if they are an admin already, do
 * not belong, or have since lost the role or the membership: who returns is a plain member.
 */
export function assignPromisedAdminRole(
  request: AssignPromisedAdminRole,
  states: States,
): Decision<RoleAssigned, StartOver> {
  const { groupId, memberId } = request;
  if (!hasClaim(request, states)) return accept();
  if (!states.targetMembership.nominated) return refuse('START_OVER');
  return accept({ type: 'RoleAssigned', data: { groupId, memberId, role: 'ADMIN' } });
}

function hasClaim({ memberId, since }: AssignPromisedAdminRole, { group, targetMembership }: States): boolean {
  if (group.status !== 'ACTIVE' || !belongs(group, targetMembership, memberId)) return false;
  if (isAdmin(group, targetMembership, memberId)) return false;
  const lost = [group.demotions.get(memberId), targetMembership.ended];
  return !lost.some((position) => position != null && position > since);
}
