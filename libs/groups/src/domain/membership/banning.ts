import type { Group } from '../group/group.state';
import type { GroupId, MemberId } from '../ids';
import { ending } from './joining';
import type {
  InvitationRevoked,
  JoinRequestRejected,
  MemberBanned,
  MemberLeft,
  MemberRemoved,
} from './membership.events';
import type { Membership } from './membership.state';
import { reasons } from './reasons';

export type Banning = MemberLeft | MemberRemoved | JoinRequestRejected | InvitationRevoked | MemberBanned;
/** What stands in a ban. `bannedById` is absent when an app did it. */
export type BanWords = Omit<MemberBanned['data'], 'groupId' | 'memberId'>;

/** Everything that happens when somebody is banned: whatever they have in the group ends first. */
export function banning(
  who: { groupId: GroupId; memberId: MemberId },
  group: Group,
  { joined, request, invitation }: Membership,
  words: BanWords,
): Banning[] {
  const waits = request?.status === 'PENDING';
  return [
    ...(joined ? [ending(who, group)] : []),
    ...(waits ? [{ type: 'JoinRequestRejected' as const, data: { ...who, reason: reasons.cannot } }] : []),
    ...(invitation ? [{ type: 'InvitationRevoked' as const, data: who }] : []),
    { type: 'MemberBanned', data: { ...who, ...words } },
  ];
}
