import type { GroupForRights, MembershipForRights } from '../../domain/permissions';
import type { GroupDocument } from '../../views/groups.projection';
import type { MembershipDocument } from '../../views/memberships.projection';

/** What the rights of a caller in a group are computed from. */
export type Rights = { readonly group: GroupForRights; readonly callerMembership: MembershipForRights };

/** The documents of a group and of the caller in it, in the form from which rights are computed. */
export function rightsFromViews(
  { details, ownerId }: Pick<GroupDocument, 'details' | 'ownerId'>,
  callerMembership: MembershipDocument | null,
): Rights {
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
