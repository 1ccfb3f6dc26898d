import type { Policy } from '@app/kernel';
import type { CreateRequestSubmitted } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** The other side of an ended account: a request to create a group that came in the same moment is withdrawn too. */
export const cancelCreateRequestOfEndedAccount: Policy<CreateRequestSubmitted, PolicyRequest> = {
  name: 'cancel-create-request-of-ended-account',
  on: ['CreateRequestSubmitted'],
  requests: ({ data: { groupId, requestedById } }) => [
    { name: 'CancelCreateRequestOfEndedAccount', request: { groupId, memberId: requestedById } },
  ],
};
