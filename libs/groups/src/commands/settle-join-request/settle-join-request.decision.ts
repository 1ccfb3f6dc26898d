import { accept, type Caller, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { reasons } from '../../domain/membership/reasons';
import { joining } from '../../domain/membership/joining';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { hasPublicProfile, isBanned } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type SettleJoinRequest = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * No request waits in a group that one does not ask to join: if the group became PUBLIC or SECRET after the revision that
 * the request was judged on, that change settles it; if the group or the account is gone, so is the request.
 */
export function settleJoinRequest(
  { groupId, memberId }: SettleJoinRequest,
  { group, targetMembership, person }: States,
  _caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<MembershipEvent, never> {
  const { request } = targetMembership;
  if (request?.status !== 'PENDING') return accept();
  const rejected = (reason: string, because?: 'GROUP_DELETED') =>
    accept<MembershipEvent>({
      type: 'JoinRequestRejected',
      data: { groupId, memberId, reason, ...(because && { because }) },
    });
  if (group.status === 'DELETED') return rejected(reasons.deleted, 'GROUP_DELETED');
  if (person.ended) return rejected(reasons.cannot);
  if (!group.settling || request.groupRevision >= group.settling.revision) return accept();
  if (group.settling.to === 'SECRET') return rejected(reasons.secret);
  if (isBanned(group, targetMembership, memberId) || !hasPublicProfile(person, unknownSiteMembers))
    return rejected(reasons.cannot);
  return accept<MembershipEvent>(...joining({ groupId, memberId }, group, targetMembership, 'APPROVED'));
}
