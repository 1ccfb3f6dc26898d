import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../group/group.state';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { reasons } from '../../membership/reasons';
import { joining } from '../../membership/joining';
import type { MembershipEvent } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { hasPublicProfile, isBanned } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type SettleJoinRequest = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership; person: SiteMember };

/**
 * No request waits in a group that one does not ask to join: if the group became PUBLIC or SECRET after the revision that
 * the request was judged on, that change settles it; if the group or the account is gone, so is the request.
 */
export function settleJoinRequest(
  { groupId, memberId }: SettleJoinRequest,
  { group, theirs, person }: On,
  { unknownSiteMembers }: HouseRules,
): Decision<MembershipEvent, never> {
  const { request } = theirs;
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
  if (isBanned(group, theirs, memberId) || !hasPublicProfile(person, unknownSiteMembers))
    return rejected(reasons.cannot);
  return accept<MembershipEvent>(...joining({ groupId, memberId }, group, theirs, 'APPROVED'));
}
