import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import type { Group } from '../../domain/group/group.state';
import { publicDetails } from '../../domain/group/public-details';
import type { GroupId } from '../../domain/ids';
import type { RequestStatus } from '../../domain/membership/membership.state';
import type { CreateRequestDocument } from '../../views/create-requests.projection';
import { example } from './examples';
import { GroupPart, GroupResponse } from './group.response';
import { RequestDetails, RequestedDateProperty, RequestStatusProperty } from './request-details';

/** A request to create a group. The request and the group have the same id. */
export class GroupRequestResponse {
  @ApiProperty({ format: 'uuid', example: example.groupRequestId }) readonly id!: string;
  @ApiProperty({ type: GroupResponse, description: 'The group as it was requested.' })
  readonly group!: GroupResponse;
  @RequestStatusProperty() readonly status!: RequestStatus;
  @RequestedDateProperty() readonly createdDate!: string;
  @ApiProperty({ type: RequestDetails }) readonly requestDetails!: RequestDetails;
}

/** A request to create a group with the `fields` of the query; without `fields`, whole. */
export class GroupRequestPart extends PartialType(OmitType(GroupRequestResponse, ['group'] as const)) {
  @ApiPropertyOptional({ type: GroupPart }) readonly group?: GroupPart;
}

/** A request to create a group, from its events. */
export function groupRequestResponse(groupId: GroupId, group: Group, contentType?: ContentType) {
  const { details, status, requestedDate, rejectionReason } = group;
  const isOpen = status === 'PENDING' || status === 'REJECTED' || status === 'CANCELED';
  return {
    id: groupId,
    group: { id: groupId, ...publicDetails(details!, contentType) },
    status: isOpen ? status : ('APPROVED' as const),
    createdDate: requestedDate!,
    requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
  };
}

/** A request to create a group, from its view. */
export const groupRequestDocumentResponse = ({
  id,
  group,
  status,
  createdDate,
  rejectionReason,
}: CreateRequestDocument) => ({
  id,
  group: { id, ...group },
  status,
  createdDate,
  requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
});
