import { accept, type Caller, type Decision, type Position } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { joiningEvents } from '../../domain/membership/joining';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { rejectionReasons } from '../../domain/membership/rejection-reasons';
import { hasPublicProfile, isBanned } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `since`: the position of the policy's event. */
export type SettleJoinRequest = { groupId: GroupId; memberId: MemberId; since: Position };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * Approves a pending request after the group became PUBLIC, and rejects it after the group became SECRET, after the account
 * ended, and if it was made after the group was deleted. No event if the request was made at a later revision of the group
 * than the privacy change, or if the group was deleted after the policy's event, because its requests ended there.
 */
export function settleJoinRequest(
  { groupId, memberId, since }: SettleJoinRequest,
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
  if (group.deleted !== null && since < group.deleted) return accept();
  if (group.status === 'DELETED') return rejected(rejectionReasons.groupDeleted, 'GROUP_DELETED');
  if (person.ended) return rejected(rejectionReasons.cannotBecomeMember);
  const change = settlingChange(group, targetMembership);
  if (!change) return accept();
  if (change.to === 'SECRET') return rejected(rejectionReasons.groupBecameSecret);
  if (isBanned(group, targetMembership, memberId) || !hasPublicProfile(person, unknownSiteMembers))
    return rejected(rejectionReasons.cannotBecomeMember);
  return accept<MembershipEvent>(...joiningEvents({ groupId, memberId }, group, targetMembership, 'APPROVED'));
}

/** The privacy change that settles the person's request: the latest one, if the request was decided on before it. */
export function settlingChange(
  { status, requestsSettledBy }: Group,
  { request }: Membership,
): Group['requestsSettledBy'] {
  const isSettled =
    status === 'ACTIVE' && requestsSettledBy && request && request.groupRevision < requestsSettledBy.revision;
  return isSettled ? requestsSettledBy : null;
}
