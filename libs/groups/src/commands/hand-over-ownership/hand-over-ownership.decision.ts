import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { GroupOwnershipTransferred } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isKnown, mayActAsOwner } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type HandOverOwnership = { groupId: GroupId; memberId: MemberId; expected?: ExpectedRevision };
export const handOverOwnershipRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'STALE_REVISION',
  'SITE_MEMBER_NOT_FOUND',
  'NOT_A_MEMBER',
] as const;
export type HandOverOwnershipRefusal = (typeof handOverOwnershipRefusals)[number];
type States = GroupAndCaller & { targetMembership: Membership; person: SiteMember };

/**
 * Makes a member the owner; the former owner stays an admin. Refused unless by the owner, a site admin or an app, and for
 * people who are no members. Works for a group without an owner too.
 */
export function handOverOwnership(
  { groupId, memberId, expected }: HandOverOwnership,
  { targetMembership, person, ...states }: States,
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<GroupOwnershipTransferred, HandOverOwnershipRefusal> {
  const { ownerId } = states.group;
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayActAsOwner(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (!belongs(states.group, targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (ownerId === memberId) return accept();
  const from = ownerId === null ? {} : { from: ownerId };
  return accept({ type: 'GroupOwnershipTransferred', data: { groupId, ...from, to: memberId } });
}
