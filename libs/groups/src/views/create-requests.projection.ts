import { into, type Projection } from '@app/kernel';
import type { GroupEvent } from '../domain/group/group.events';
import { type PublicDetails, publicDetails } from '../domain/group/public-details';
import type { RequestStatus } from '../domain/membership/membership.state';

/** A request to create a group, with the group as it would be. */
export type CreateRequestDocument = {
  id: string;
  requestedById: string;
  status: RequestStatus;
  createdDate: string;
  rejectionReason?: string;
  group: PublicDetails;
};
const request = into<CreateRequestDocument, GroupEvent>(({ groupId }) => groupId);

export const createRequests: Projection<GroupEvent, CreateRequestDocument> = {
  name: 'createRequests',
  version: 1,
  on: {
    CreateRequestSubmitted: request((_, { data: { groupId, requestedById, group }, at }) => ({
      id: groupId,
      requestedById,
      status: 'PENDING',
      createdDate: at,
      group: publicDetails(group),
    })),
    CreateRequestApproved: request((now) => now && { ...now, status: 'APPROVED' }),
    CreateRequestRejected: request(
      (now, { data: { reason } }) =>
        now && { ...now, status: 'REJECTED', ...(reason !== undefined && { rejectionReason: reason }) },
    ),
    CreateRequestCanceled: request((now) => now && { ...now, status: 'CANCELED' }),
    GroupDeleted: request(() => null),
  },
};
