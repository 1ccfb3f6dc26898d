import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';
import { RoleResponse } from './member.response';

/** A group that a person belongs to or waits for. */
export class MembershipResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ enum: ['JOINED', 'PENDING'], example: 'JOINED' }) readonly status!: 'JOINED' | 'PENDING';
  @ApiPropertyOptional({ type: RoleResponse, description: 'Only with `JOINED`.' }) readonly role?: RoleResponse;
}

/** A membership with the `fields` that a query chose: all of them if it chose none. */
export class MembershipPart extends PartialType(OmitType(MembershipResponse, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleResponse }) readonly role?: Partial<RoleResponse>;
}

/** A person in a group, as that person's list shows it: a role only for who belongs. */
export const membershipDocumentResponse = ({ groupId, status, role }: MembershipDocument) => ({
  groupId,
  status: status!,
  ...(role && { role: { value: role } }),
});
