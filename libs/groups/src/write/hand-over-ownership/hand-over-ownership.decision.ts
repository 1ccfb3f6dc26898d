import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../group/expected-revision';
import type { GroupOwnershipTransferred } from '../../group/group.events';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isKnown, mayActAsOwner } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type HandOverOwnership = { groupId: GroupId; memberId: MemberId; expected?: ExpectedRevision };
export const handOverOwnershipRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'STALE_REVISION',
  'SITE_MEMBER_NOT_FOUND',
  'NOT_A_MEMBER',
] as const;
export type HandOverOwnershipRefusal = (typeof handOverOwnershipRefusals)[number];
type On = Here & { theirs: Membership; person: SiteMember };

/**
 * Gives a group another owner: one of its members, who is an admin from then on. The former owner stays an admin. A group
 * that nobody owns gets an owner the same way, from those who run the site.
 */
export function handOverOwnership(
  { groupId, memberId, expected }: HandOverOwnership,
  { theirs, person, ...on }: On,
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<GroupOwnershipTransferred, HandOverOwnershipRefusal> {
  const { ownerId } = on.group;
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayActAsOwner(on, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(on.group, expected)) return refuse('STALE_REVISION');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (!belongs(on.group, theirs, memberId)) return refuse('NOT_A_MEMBER');
  if (ownerId === memberId) return accept();
  const from = ownerId === null ? {} : { from: ownerId };
  return accept({ type: 'GroupOwnershipTransferred', data: { groupId, ...from, to: memberId } });
}
