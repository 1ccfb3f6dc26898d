import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreateRequestApproved, GroupCreated } from '../../domain/group/group.events';
import { type Group, isRequest } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import { preferredSlug } from '../../domain/slug/slug-of-name';

export type ApproveCreateRequest = { groupId: GroupId; secretSlug: string };
export const approveCreateRequestsRefusals = [
  'PERMISSION_DENIED',
  'CREATE_REQUEST_NOT_FOUND',
  'CREATE_REQUEST_NOT_PENDING',
  'SITE_MEMBER_NOT_FOUND',
] as const;
export type ApproveCreateRequestRefusal = (typeof approveCreateRequestsRefusals)[number];

/**
 * Approves a request and creates the group in the same append. `person`: the requester. Refused unless the caller is a site
 * admin or an app, if the request is not pending, or if the requester's account has ended.
 */
export function approveCreateRequest(
  { groupId, secretSlug }: ApproveCreateRequest,
  { group, person }: { group: Group; person: SiteMember },
  caller: Caller,
): Decision<CreateRequestApproved | GroupCreated, ApproveCreateRequestRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  if (!isRequest(group) || !group.details) return refuse('CREATE_REQUEST_NOT_FOUND');
  if (group.status !== 'PENDING') return refuse('CREATE_REQUEST_NOT_PENDING');
  if (person.ended) return refuse('SITE_MEMBER_NOT_FOUND');
  const slug = preferredSlug(group.details, secretSlug);
  return accept(
    { type: 'CreateRequestApproved', data: { groupId } },
    { type: 'GroupCreated', data: { groupId, ownerId: group.requestedById!, slug, group: group.details } },
  );
}
