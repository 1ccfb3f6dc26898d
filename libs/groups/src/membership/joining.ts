import type { Group } from '../group/group.state';
import type { GroupId, MemberId } from '../ids';
import type { JoinRequestApproved, MemberJoined, MemberLeft, MemberRemoved, Way } from './membership.events';
import type { Membership } from './membership.state';

export type Joining = MemberLeft | MemberRemoved | JoinRequestApproved | MemberJoined;
type Who = { groupId: GroupId; memberId: MemberId };

/**
 * Everything that happens when somebody becomes a member: a membership that the group has ended but that still stands
 * ends first, a request that waits is granted, the membership begins.
 */
export function joining(who: Who, group: Group, membership: Membership, way: Way, becoming?: 'ADMIN'): Joining[] {
  return [
    ...(membership.joined ? [ending(who, group)] : []),
    ...(membership.request?.status === 'PENDING' ? [{ type: 'JoinRequestApproved' as const, data: who }] : []),
    { type: 'MemberJoined', data: { ...who, way, ...(becoming && { becoming }) } },
  ];
}

/** How the membership of one whom the group has let go ends. */
export const ending = (who: Who, group: Group): MemberLeft | MemberRemoved => ({
  type: group.gone.get(who.memberId)?.because === 'LEFT' ? 'MemberLeft' : 'MemberRemoved',
  data: who,
});
