import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreateRequestRejected } from '../../domain/group/group.events';
import { type Group, isRequest } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';

export type RejectCreateRequest = { groupId: GroupId; reason?: string };
export const rejectCreateRequestsRefusals = [
  'PERMISSION_DENIED',
  'CREATE_REQUEST_NOT_FOUND',
  'CREATE_REQUEST_NOT_PENDING',
] as const;
export type RejectCreateRequestRefusal = (typeof rejectCreateRequestsRefusals)[number];

/** Rejects a pending request to create a group, with a reason for the requester. Refused unless by a site admin or an app. */
export function rejectCreateRequest(
  { groupId, reason }: RejectCreateRequest,
  { group }: { group: Group },
  caller: Caller,
): Decision<CreateRequestRejected, RejectCreateRequestRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  if (!isRequest(group)) return refuse('CREATE_REQUEST_NOT_FOUND');
  if (group.status !== 'PENDING') return refuse('CREATE_REQUEST_NOT_PENDING');
  return accept({ type: 'CreateRequestRejected', data: { groupId, ...(reason !== undefined && { reason }) } });
}
