import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId } from '../../ids';
import type { JoinRequested } from '../../membership/membership.events';
import { belongs, canSee, hasPublicProfile, type Here } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type RequestToJoin = { groupId: GroupId; message?: string };
export const requestToJoinRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'ALREADY_A_MEMBER',
  'JOIN_DIRECTLY',
  'PUBLIC_PROFILE_REQUIRED',
  'JOIN_REQUEST_PENDING',
] as const;
export type RequestToJoinRefusal = (typeof requestToJoinRefusals)[number];

/** Asks to join a PRIVATE group. Whoever was rejected or took an earlier request back may ask again. */
export function requestToJoin(
  { groupId, message }: RequestToJoin,
  { person, ...on }: Here & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<JoinRequested, RequestToJoinRefusal> {
  const { group, mine } = on;
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND'); // hidden is missing
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (belongs(group, mine, memberId)) return refuse('ALREADY_A_MEMBER');
  if (group.details?.privacyStatus !== 'PRIVATE') return refuse('JOIN_DIRECTLY'); // a SECRET one is only seen by a site admin, who joins
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (mine.request?.status === 'PENDING') return refuse('JOIN_REQUEST_PENDING');
  const words = message === undefined ? {} : { message };
  return accept({ type: 'JoinRequested', data: { groupId, memberId, groupRevision: group.revision, ...words } });
}
