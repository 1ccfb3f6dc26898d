import type { Group } from '../group/group.state';
import type { GroupId, MemberId } from '../ids';
import { endingEvent } from './joining';
import type {
  InvitationRevoked,
  JoinRequestRejected,
  MemberBanned,
  MemberLeft,
  MemberRemoved,
} from './membership.events';
import type { Membership } from './membership.state';
import { rejectionReasons } from './rejection-reasons';

export type BanningEvent = MemberLeft | MemberRemoved | JoinRequestRejected | InvitationRevoked | MemberBanned;
/** The data of a ban. `bannedById` is absent when an app banned. */
export type BanDetails = Omit<MemberBanned['data'], 'groupId' | 'memberId'>;

/** The events of a ban. Before it, the membership, a pending request and an invitation end. */
export function banningEvents(
  who: { groupId: GroupId; memberId: MemberId },
  group: Group,
  membership: Membership,
  details: BanDetails,
): BanningEvent[] {
  const { joined, request, invitation } = membership;
  const isPending = request?.status === 'PENDING';
  return [
    ...(joined ? [endingEvent(who, group, membership)] : []),
    ...(isPending
      ? [{ type: 'JoinRequestRejected' as const, data: { ...who, reason: rejectionReasons.cannotBecomeMember } }]
      : []),
    ...(invitation ? [{ type: 'InvitationRevoked' as const, data: who }] : []),
    { type: 'MemberBanned', data: { ...who, ...details } },
  ];
}
