import { accept, type Caller, type Decision } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { joiningEvents } from '../../domain/membership/joining';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { rejectionReasons } from '../../domain/membership/rejection-reasons';
import { hasPublicProfile, isBanned } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type SettleJoinRequest = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * Approves a pending request after the group became PUBLIC, and rejects it after the group became SECRET or was deleted, or
 * the account ended. No event if the request was made at a later revision of the group than the privacy change.
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
  if (group.status === 'DELETED') return rejected(rejectionReasons.groupDeleted, 'GROUP_DELETED');
  if (person.ended) return rejected(rejectionReasons.cannotBecomeMember);
  if (!group.requestsSettledBy || request.groupRevision >= group.requestsSettledBy.revision) return accept();
  if (group.requestsSettledBy.to === 'SECRET') return rejected(rejectionReasons.groupBecameSecret);
  if (isBanned(group, targetMembership, memberId) || !hasPublicProfile(person, unknownSiteMembers))
    return rejected(rejectionReasons.cannotBecomeMember);
  return accept<MembershipEvent>(...joiningEvents({ groupId, memberId }, group, targetMembership, 'APPROVED'));
}
