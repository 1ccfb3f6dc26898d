import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership, RequestStatus } from '../../domain/membership/membership.state';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';
import { RequestDetails, RequestedDateProperty, RequestStatusProperty } from './request-details';

/** The latest request of a person to join a group. */
export class JoinGroupRequestResponse {
  @ApiProperty({ example: example.memberId }) readonly siteMemberId!: string;
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @RequestStatusProperty() readonly status!: RequestStatus;
  @RequestedDateProperty() readonly createdDate!: string;
  @ApiPropertyOptional({
    maxLength: 1000,
    description: 'Shown to its author and to those who may decide the request.',
    example: 'May I join?',
  })
  readonly message?: string;
  @ApiProperty({ type: RequestDetails }) readonly requestDetails!: RequestDetails;
}

/** A request to join with the `fields` of the query; without `fields`, whole. */
export class JoinGroupRequestPart extends PartialType(JoinGroupRequestResponse) {}

type Request = { status: RequestStatus; createdDate: string; message?: string; rejectionReason?: string };

const joinGroupRequest = (groupId: GroupId, siteMemberId: MemberId, { rejectionReason, ...request }: Request) => ({
  siteMemberId,
  groupId,
  status: request.status,
  createdDate: request.createdDate,
  ...(request.message !== undefined && { message: request.message }),
  requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
});

/** The latest request of a person to join a group, from events. */
export function joinRequestResponse(groupId: GroupId, memberId: MemberId, { request }: Membership) {
  const { askedAt, ...rest } = request!;
  return joinGroupRequest(groupId, memberId, { ...rest, createdDate: askedAt });
}

/** The latest request of a person to join a group, from the view. */
export const joinRequestDocumentResponse = ({ groupId, memberId, joinRequest }: MembershipDocument) =>
  joinGroupRequest(groupId, memberId, joinRequest!);
