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

export type JoiningEvent = MemberLeft | MemberRemoved | InvitationAccepted | JoinRequestApproved | MemberJoined;
type PersonInGroup = { groupId: GroupId; memberId: MemberId };
/**
 * `becoming`: a site admin who joins becomes an admin. `answers`: to the membership questions. `approvesRequest`: whether
 * a request is approved by joining; by default, if one is pending.
 */
type Options = { becoming?: 'ADMIN'; answers?: readonly Answer[]; approvesRequest?: boolean };

/**
 * The events of becoming a member. First a membership ends that is still open after its admin left; then the invitation is
 * accepted (for the way `INVITED`), a pending request is approved, and the new membership begins.
 */
export function joiningEvents(
  who: PersonInGroup,
  group: Group,
  membership: Membership,
  way: Way,
  options: Options = {},
): JoiningEvent[] {
  const { becoming, answers = [], approvesRequest = membership.request?.status === 'PENDING' } = options;
  return [
    ...(membership.joined ? [endingEvent(who, group, membership)] : []),
    ...(way === 'INVITED' ? [{ type: 'InvitationAccepted' as const, data: who }] : []),
    ...(approvesRequest ? [{ type: 'JoinRequestApproved' as const, data: who }] : []),
    {
      type: 'MemberJoined',
      data: { ...who, way, ...(becoming && { becoming }), ...(answers.length > 0 && { answers }) },
    },
  ];
}

/**
 * The event that ends a membership by the service, or before a ban: they left if that is how they departed as an admin, in
 * this membership; otherwise they were removed.
 */
export function endingEvent(
  who: PersonInGroup,
  group: Group,
  { joined }: Pick<Membership, 'joined'>,
): MemberLeft | MemberRemoved {
  const departed = group.departedAdmins.get(who.memberId);
  const hasLeft = departed?.because === 'LEFT' && joined !== null && departed.position > joined.position;
  return {
    type: hasLeft ? 'MemberLeft' : 'MemberRemoved',
    data: { ...who, ...(group.status === 'DELETED' && { because: 'GROUP_DELETED' as const }) },
  };
}
