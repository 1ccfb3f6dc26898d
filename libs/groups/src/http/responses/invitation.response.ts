import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type PrivacyStatus, privacyStatuses } from '../../domain/group/group.details';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import type { GroupDocument } from '../../views/groups.projection';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';

/** An open invitation to a group. */
export class InvitationResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ description: 'The person who is invited.', example: example.memberId }) readonly memberId!: string;
  @ApiPropertyOptional({ description: 'Absent when an app invited.', example: example.ownerId })
  readonly invitedById?: string;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly createdDate!: string;
}

/** The group of an invitation. */
class InvitingGroup {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly id!: string;
  @ApiProperty({ example: 'Yoga' }) readonly name!: string;
  @ApiProperty({ example: example.slug }) readonly slug!: string;
  @ApiProperty({ enum: privacyStatuses, enumName: 'PrivacyStatus', example: 'SECRET' })
  readonly privacyStatus!: PrivacyStatus;
}

/** An invitation with its group, in the list of the person who is invited. */
export class PersonInvitationResponse extends InvitationResponse {
  @ApiProperty({ type: InvitingGroup }) readonly group!: InvitingGroup;
}

type Invitation = { readonly invitedById?: MemberId };

const invitation = (groupId: GroupId, memberId: MemberId, { invitedById }: Invitation, createdDate: string) => ({
  groupId,
  memberId,
  ...(invitedById !== undefined && { invitedById }),
  createdDate,
});

/** The open invitation of a person to a group, from events. */
export const invitationResponse = (groupId: GroupId, memberId: MemberId, { invitation: open }: Membership) =>
  invitation(groupId, memberId, open!, open!.invitedAt);

/** The open invitation of a person to a group, from the view. */
export const invitationDocumentResponse = ({ groupId, memberId, invitation: open }: MembershipDocument) =>
  invitation(groupId, memberId, open!, open!.createdDate);

/** The group of an invitation, from the view. */
export const invitingGroupResponse = ({ id, name, slug, privacyStatus }: GroupDocument) => ({
  id,
  name,
  slug,
  privacyStatus,
});
