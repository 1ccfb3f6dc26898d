import type { Policy } from '@app/kernel';
import type { CreateRequestSubmitted } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** On `CreateRequestSubmitted`: cancels the request if the account ended concurrently. */
export const cancelCreateRequestOfEndedAccount: Policy<CreateRequestSubmitted, PolicyRequest> = {
  name: 'cancel-create-request-of-ended-account',
  on: ['CreateRequestSubmitted'],
  requests: ({ data: { groupId, requestedById } }) => [
    { name: 'CancelCreateRequestOfEndedAccount', request: { groupId, memberId: requestedById } },
  ],
};
