import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { MemberInvited } from './membership.events';
import type { Membership } from './membership.state';

/** How many invitations may be open in a group at the same time. */
export const MAX_OPEN_INVITATIONS = 1000;

type PersonInGroup = { groupId: GroupId; memberId: MemberId };

/**
 * Invites somebody who does not belong to the group. No event if they have an open invitation already.
 * `openInvitations`: the number of other open invitations in the group.
 */
export function invite(
  who: PersonInGroup,
  { invitation }: Membership,
  openInvitations: number,
  { memberId: invitedById }: Caller,
): Decision<MemberInvited, 'TOO_MANY_PENDING'> {
  if (invitation) return accept();
  if (openInvitations >= MAX_OPEN_INVITATIONS) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'MemberInvited', data: { ...who, ...(invitedById !== undefined && { invitedById }) } });
}
