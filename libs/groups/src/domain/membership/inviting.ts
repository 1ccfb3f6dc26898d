import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { MemberInvited } from './membership.events';
import type { Membership } from './membership.state';

/** The most invitations that may be open in a group at a time. */
export const MOST_INVITATIONS = 1000;

type Who = { groupId: GroupId; memberId: MemberId };

/**
 * Invites somebody who does not belong yet. Whoever is invited already stays so, by the same person and since the same
 * day: nothing happens. `openInvitations`: how many others are open in the group.
 */
export function inviting(
  who: Who,
  { invitation }: Membership,
  openInvitations: number,
  { memberId: invitedById }: Caller,
): Decision<MemberInvited, 'TOO_MANY_PENDING'> {
  if (invitation) return accept();
  if (openInvitations >= MOST_INVITATIONS) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'MemberInvited', data: { ...who, ...(invitedById !== undefined && { invitedById }) } });
}
