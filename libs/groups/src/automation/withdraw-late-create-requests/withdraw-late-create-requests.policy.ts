import type { Policy } from '@app/kernel';
import type { CreateRequestSubmitted } from '../../group/group.events';
import type { PolicyRequest } from '../requests';

/** The other side of an ended account: a request to create a group that came in the same moment is withdrawn too. */
export const withdrawLateCreateRequests: Policy<CreateRequestSubmitted, PolicyRequest> = {
  name: 'withdraw-late-create-requests',
  on: ['CreateRequestSubmitted'],
  then: ({ data: { groupId, requestedById } }) => [
    { name: 'WithdrawCreateRequest', request: { groupId, memberId: requestedById } },
  ],
};
