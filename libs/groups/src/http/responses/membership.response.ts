import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';
import { RoleResponse } from './member.response';

/** The membership of a person in a group, or their pending request to join it. */
export class MembershipResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ enum: ['JOINED', 'PENDING'], example: 'JOINED' }) readonly status!: 'JOINED' | 'PENDING';
  @ApiPropertyOptional({ type: RoleResponse, description: 'Present only with `JOINED`.' }) readonly role?: RoleResponse;
}

/** A membership with the `fields` of the query; without `fields`, whole. */
export class MembershipPart extends PartialType(OmitType(MembershipResponse, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleResponse }) readonly role?: Partial<RoleResponse>;
}

/** A membership or pending request in the list of a person, from the view. */
export const membershipDocumentResponse = ({ groupId, status, role }: MembershipDocument) => ({
  groupId,
  status: status!,
  ...(role && { role: { value: role } }),
});
