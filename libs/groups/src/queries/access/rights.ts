import type { GroupForRights, MembershipForRights } from '../../domain/permissions';
import type { GroupDocument } from '../../views/groups.projection';
import type { MembershipDocument } from '../../views/memberships.projection';

/** What the views show of a group and of the caller in it, in the shape in which rights are judged. */
export function rightsIn(
  { details, ownerId }: Pick<GroupDocument, 'details' | 'ownerId'>,
  callerMembership: MembershipDocument | null,
): { group: GroupForRights; callerMembership: MembershipForRights } {
  return {
    group: {
      status: 'ACTIVE',
      details,
      ownerId: ownerId ?? null,
      admins: new Map(callerMembership?.role === 'ADMIN' ? [[callerMembership.memberId, 1n]] : []),
      departedAdmins: new Map(),
    },
    callerMembership: {
      joined: callerMembership?.joinedDate === undefined ? null : { at: callerMembership.joinedDate, position: 0n },
      invitation: callerMembership?.invitation ? { invitedAt: callerMembership.invitation.createdDate } : null,
      ban: callerMembership?.ban ? { bannedAt: callerMembership.ban.createdDate } : null,
      banLifted: null,
    },
  };
}
