import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type PrivacyStatus, privacyStatuses } from '../../domain/group/group.details';
import { example } from './examples';

/** An open invitation to a group. */
export class InvitationResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ description: 'Who is invited.', example: example.memberId }) readonly memberId!: string;
  @ApiPropertyOptional({ description: 'Absent when no person invited, but an app.', example: example.ownerId })
  readonly invitedById?: string;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly createdDate!: string;
}

/** What the invited are shown of the group. */
class InvitingGroup {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly id!: string;
  @ApiProperty({ example: 'Yoga' }) readonly name!: string;
  @ApiProperty({ example: example.slug }) readonly slug!: string;
  @ApiProperty({ enum: privacyStatuses, enumName: 'PrivacyStatus', example: 'SECRET' })
  readonly privacyStatus!: PrivacyStatus;
}

/** An invitation in the list of the person who is invited. */
export class PersonInvitationResponse extends InvitationResponse {
  @ApiProperty({ type: InvitingGroup }) readonly group!: InvitingGroup;
}
