import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { RequestStatus } from '../../domain/membership/membership.state';
import { example } from './examples';
import { GroupResponse, GroupPart } from './group.response';

const Status = (): PropertyDecorator =>
  ApiProperty({ enum: ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'], enumName: 'RequestStatus', example: 'PENDING' });
const AskedOn = (): PropertyDecorator => ApiProperty({ format: 'date-time', example: example.date });

/** What became of a request. */
class RequestDetails {
  @ApiPropertyOptional({ maxLength: 1000, description: 'Why it was rejected, as the requester may read it.' })
  readonly rejectionReason?: string;
}

/** A request to create a group. Both have the same id. */
export class GroupRequestResponse {
  @ApiProperty({ format: 'uuid', example: example.groupRequestId }) readonly id!: string;
  @ApiProperty({ type: GroupResponse, description: 'The group as it would be, or was.' })
  readonly group!: GroupResponse;
  @Status() readonly status!: RequestStatus;
  @AskedOn() readonly createdDate!: string;
  @ApiProperty({ type: RequestDetails }) readonly requestDetails!: RequestDetails;
}

/** A request to create a group with the `fields` that a query chose: all of them if it chose none. */
export class GroupRequestPart extends PartialType(OmitType(GroupRequestResponse, ['group'] as const)) {
  @ApiPropertyOptional({ type: GroupPart }) readonly group?: GroupPart;
}

/** A person's latest request to join a group. */
export class JoinGroupRequestResponse {
  @ApiProperty({ example: example.memberId }) readonly siteMemberId!: string;
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @Status() readonly status!: RequestStatus;
  @AskedOn() readonly createdDate!: string;
  @ApiPropertyOptional({
    maxLength: 1000,
    description: 'For its author and for those who may decide.',
    example: 'May I join?',
  })
  readonly message?: string;
  @ApiProperty({ type: RequestDetails }) readonly requestDetails!: RequestDetails;
}

/** A request to join with the `fields` that a query chose: all of them if it chose none. */
export class JoinGroupRequestPart extends PartialType(JoinGroupRequestResponse) {}
