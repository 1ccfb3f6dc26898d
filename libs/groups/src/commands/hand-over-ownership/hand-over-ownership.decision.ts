import { accept, type Caller, type Decision, refuse, type Refused } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { GroupOwnershipTransferred } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { AdminNominated } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { nominate } from '../../domain/membership/nominating';
import { belongs, canSee, endsInGroup, type GroupAndCaller, isKnown, mayActAsOwner } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import type { StartOver } from '../../domain/start-over';

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

/** First step of handing over: the next owner is nominated, unless they own the group. Refused like the second step. */
export function nominateOwner(
  request: HandOverOwnership,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
): Decision<AdminNominated, HandOverOwnershipRefusal> {
  const { groupId, memberId } = request;
  return (
    checkHandOver(request, states, caller, settings) ??
    nominate({ groupId, memberId }, states.group, states.targetMembership)
  );
}

/**
 * Makes a member the owner; the former owner stays an admin. The second of two steps. Refused unless by the owner, a site
 * admin or an app, and for people who are no members. Works for a group without an owner too. `START_OVER`: the next owner
 * is not nominated any more.
 */
export function handOverOwnership(
  request: HandOverOwnership,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
): Decision<GroupOwnershipTransferred, HandOverOwnershipRefusal | StartOver> {
  const { groupId, memberId } = request;
  const { ownerId } = states.group;
  const refusal = checkHandOver(request, states, caller, settings);
  if (refusal) return refusal;
  if (ownerId === memberId) return accept();
  if (!endsInGroup(states.group, states.targetMembership, memberId)) return refuse('START_OVER');
  const from = ownerId === null ? {} : { from: ownerId };
  return accept({ type: 'GroupOwnershipTransferred', data: { groupId, ...from, to: memberId } });
}

function checkHandOver(
  { memberId, expected }: HandOverOwnership,
  { targetMembership, person, ...states }: States,
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Refused<HandOverOwnershipRefusal> | null {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayActAsOwner(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (!belongs(states.group, targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  return null;
}
