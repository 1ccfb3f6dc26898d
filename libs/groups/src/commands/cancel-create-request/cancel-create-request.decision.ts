import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreateRequestCanceled } from '../../domain/group/group.events';
import { type Group, isRequest } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';

export type CancelCreateRequest = { groupId: GroupId };
export const cancelCreateRequestRefusals = ['CREATE_REQUEST_NOT_FOUND', 'CREATE_REQUEST_NOT_PENDING'] as const;
export type CancelCreateRequestRefusal = (typeof cancelCreateRequestRefusals)[number];

/** Cancels a pending request to create a group. For anybody but the requester, site admins and apps it does not exist. */
export function cancelCreateRequest(
  { groupId }: CancelCreateRequest,
  { group }: { group: Group },
  caller: Caller,
): Decision<CreateRequestCanceled, CancelCreateRequestRefusal> {
  const isRequester = caller.memberId !== undefined && group.requestedById === caller.memberId;
  if (!isRequest(group) || !(isRequester || runsTheSite(caller))) return refuse('CREATE_REQUEST_NOT_FOUND');
  if (group.status !== 'PENDING') return refuse('CREATE_REQUEST_NOT_PENDING');
  return accept({ type: 'CreateRequestCanceled', data: { groupId } });
}
