import { foldInto, type Projection } from '@app/kernel';
import type { GroupEvent } from '../domain/group/group.events';
import { type PublicDetails, publicDetails } from '../domain/group/public-details';
import type { RequestStatus } from '../domain/membership/membership.state';
import { parseStreamName } from '../domain/stream-names';

/** A request to create a group, with the group as it was requested. */
export type CreateRequestDocument = {
  id: string;
  requestedById: string;
  status: RequestStatus;
  createdDate: string;
  rejectionReason?: string;
  group: PublicDetails;
};

const request = foldInto<CreateRequestDocument, GroupEvent>(({ groupId }) => groupId);

/** The requests to create groups, by group id. */
export const createRequests: Projection<GroupEvent, CreateRequestDocument> = {
  name: 'createRequests',
  version: 1,
  documentsOf: (stream) => {
    const { prefix, groupId } = parseStreamName(stream);
    return prefix === 'group-' && groupId !== undefined ? [groupId] : null;
  },
  on: {
    CreateRequestSubmitted: request((_, { data: { groupId, requestedById, group }, at }) => ({
      id: groupId,
      requestedById,
      status: 'PENDING',
      createdDate: at,
      group: publicDetails(group),
    })),
    CreateRequestApproved: request((current) => current && { ...current, status: 'APPROVED' }),
    CreateRequestRejected: request(
      (current, { data: { reason } }) =>
        current && { ...current, status: 'REJECTED', ...(reason !== undefined && { rejectionReason: reason }) },
    ),
    CreateRequestCanceled: request((current) => current && { ...current, status: 'CANCELED' }),
    GroupDeleted: request(() => null),
  },
};
