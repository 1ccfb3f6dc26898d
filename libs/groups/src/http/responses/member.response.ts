import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { example } from './examples';

type Role = 'ADMIN' | 'MEMBER';

/** What somebody is in a group. Its owner is an admin. */
export class RoleResponse {
  @ApiProperty({ enum: ['ADMIN', 'MEMBER'], example: 'MEMBER' }) readonly value!: Role;
}

/** A member of a group. */
export class MemberResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ type: RoleResponse }) readonly role!: RoleResponse;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly joinedDate!: string;
}

/** A group that a person belongs to or waits for. */
export class MembershipResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ enum: ['JOINED', 'PENDING'], example: 'JOINED' }) readonly status!: 'JOINED' | 'PENDING';
  @ApiPropertyOptional({ type: RoleResponse, description: 'Only with `JOINED`.' }) readonly role?: RoleResponse;
}

/** A member with the `fields` that a query chose: all of them if it chose none. */
export class MemberPart extends PartialType(OmitType(MemberResponse, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleResponse }) readonly role?: Partial<RoleResponse>;
}
/** A membership with the `fields` that a query chose: all of them if it chose none. */
export class MembershipPart extends PartialType(OmitType(MembershipResponse, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleResponse }) readonly role?: Partial<RoleResponse>;
}
