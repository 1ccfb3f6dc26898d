import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreateRequestApproved, GroupCreated } from '../../group/group.events';
import { type Group, isRequest } from '../../group/group.state';
import type { GroupId } from '../../ids';
import { wantedSlug } from '../../slug/slug-of-name';

export type ApproveCreateRequest = { groupId: GroupId; secretSlug: string };
export const approveCreateRequestsRefusals = [
  'PERMISSION_DENIED',
  'CREATE_REQUEST_NOT_FOUND',
  'CREATE_REQUEST_NOT_PENDING',
] as const;
export type ApproveCreateRequestRefusal = (typeof approveCreateRequestsRefusals)[number];

/** Grants a request to create a group: from the same append on there is the group. */
export function approveCreateRequest(
  { groupId, secretSlug }: ApproveCreateRequest,
  { group }: { group: Group },
  caller: Caller,
): Decision<CreateRequestApproved | GroupCreated, ApproveCreateRequestRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  if (!isRequest(group) || !group.details) return refuse('CREATE_REQUEST_NOT_FOUND');
  if (group.status !== 'PENDING') return refuse('CREATE_REQUEST_NOT_PENDING');
  const slug = wantedSlug(group.details, secretSlug);
  return accept(
    { type: 'CreateRequestApproved', data: { groupId } },
    { type: 'GroupCreated', data: { groupId, ownerId: group.requestedById!, slug, group: group.details } },
  );
}
