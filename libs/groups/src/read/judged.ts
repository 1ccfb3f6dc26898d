import type { JudgedGroup, JudgedMembership } from '../permissions';
import type { GroupDocument } from './groups/groups.projection';
import type { MembershipDocument } from './memberships/memberships.projection';

/** What the views show of a group and of the caller in it, in the shape in which rights are judged. */
export function judged(
  { details, ownerId }: Pick<GroupDocument, 'details' | 'ownerId'>,
  mine: MembershipDocument | null,
): { group: JudgedGroup; mine: JudgedMembership } {
  return {
    group: {
      status: 'ACTIVE',
      details,
      ownerId: ownerId ?? null,
      admins: new Map(mine?.role === 'ADMIN' ? [[mine.memberId, 1n]] : []),
      gone: new Map(),
    },
    mine: {
      joined: mine?.joinedDate === undefined ? null : { at: mine.joinedDate, position: 0n },
      invitation: mine?.invitation ? { invitedAt: mine.invitation.createdDate } : null,
      ban: mine?.ban ? { bannedAt: mine.ban.createdDate } : null,
      banLifted: null,
    },
  };
}
