import type { Answer } from '../group/group.entrance';
import type { Group } from '../group/group.state';
import type { GroupId, MemberId } from '../ids';
import type {
  InvitationAccepted,
  JoinRequestApproved,
  MemberJoined,
  MemberLeft,
  MemberRemoved,
  Way,
} from './membership.events';
import type { Membership } from './membership.state';

export type Joining = MemberLeft | MemberRemoved | InvitationAccepted | JoinRequestApproved | MemberJoined;
type Who = { groupId: GroupId; memberId: MemberId };
/** `becoming`: a site admin who joins becomes an admin. `answers`: to the group's questions. `asking`: they ask in the same append. */
type More = { becoming?: 'ADMIN'; answers?: readonly Answer[]; asking?: boolean };

/**
 * Everything that happens when somebody becomes a member: a membership that the group has ended but that still stands
 * ends first, an invitation is accepted where that is the way, a request that waits is granted, the membership begins.
 */
export function joining(who: Who, group: Group, membership: Membership, way: Way, more: More = {}): Joining[] {
  const { becoming, answers = [], asking = membership.request?.status === 'PENDING' } = more;
  return [
    ...(membership.joined ? [ending(who, group)] : []),
    ...(way === 'INVITED' ? [{ type: 'InvitationAccepted' as const, data: who }] : []),
    ...(asking ? [{ type: 'JoinRequestApproved' as const, data: who }] : []),
    {
      type: 'MemberJoined',
      data: { ...who, way, ...(becoming && { becoming }), ...(answers.length > 0 && { answers }) },
    },
  ];
}

/** How the membership of one whom the group has let go ends. */
export const ending = (who: Who, group: Group): MemberLeft | MemberRemoved => ({
  type: group.gone.get(who.memberId)?.because === 'LEFT' ? 'MemberLeft' : 'MemberRemoved',
  data: { ...who, ...(group.status === 'DELETED' && { because: 'GROUP_DELETED' as const }) },
});
