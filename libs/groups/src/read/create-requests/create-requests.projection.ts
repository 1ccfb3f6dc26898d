import { into, type Projection } from '@app/kernel';
import type { GroupEvent } from '../../group/group.events';
import { type ShownDetails, shownDetails } from '../../group/shown-group';
import type { RequestStatus } from '../../membership/membership.state';

/** A request to create a group, with the group as it would be. */
export type CreateRequestDocument = {
  id: string;
  requestedById: string;
  status: RequestStatus;
  createdDate: string;
  rejectionReason?: string;
  group: ShownDetails;
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
      group: shownDetails(group),
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
