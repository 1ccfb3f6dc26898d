import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';

type Role = 'ADMIN' | 'MEMBER';

/** The role of a member. The owner is an admin. */
export class RoleResponse {
  @ApiProperty({ enum: ['ADMIN', 'MEMBER'], example: 'MEMBER' }) readonly value!: Role;
}

/** A member of a group. */
export class MemberResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ type: RoleResponse }) readonly role!: RoleResponse;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly joinedDate!: string;
}

/** A member with the `fields` of the query; without `fields`, whole. */
export class MemberPart extends PartialType(OmitType(MemberResponse, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleResponse }) readonly role?: Partial<RoleResponse>;
}

/** A member of a group, from events. */
export const memberResponse = (memberId: MemberId, { joined }: Membership, role: Role) => ({
  memberId,
  role: { value: role },
  joinedDate: joined!.at,
});

/** A member of a group, from the view. */
export const memberDocumentResponse = ({ memberId, role, joinedDate }: MembershipDocument) => ({
  memberId,
  role: { value: role! },
  joinedDate: joinedDate!,
});
