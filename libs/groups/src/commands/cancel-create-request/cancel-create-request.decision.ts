import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreateRequestCanceled } from '../../domain/group/group.events';
import { type Group, isRequest } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';

export type CancelCreateRequest = { groupId: GroupId };
export const cancelCreateRequestRefusals = ['CREATE_REQUEST_NOT_FOUND', 'CREATE_REQUEST_NOT_PENDING'] as const;
export type CancelCreateRequestRefusal = (typeof cancelCreateRequestRefusals)[number];

/** Takes a request to create a group back. Somebody else's request is missing, unless one runs the site. */
export function cancelCreateRequest(
  { groupId }: CancelCreateRequest,
  { group }: { group: Group },
  caller: Caller,
): Decision<CreateRequestCanceled, CancelCreateRequestRefusal> {
  const isMine = caller.memberId !== undefined && group.requestedById === caller.memberId;
  if (!isRequest(group) || !(isMine || runsTheSite(caller))) return refuse('CREATE_REQUEST_NOT_FOUND');
  if (group.status !== 'PENDING') return refuse('CREATE_REQUEST_NOT_PENDING');
  return accept({ type: 'CreateRequestCanceled', data: { groupId } });
}
