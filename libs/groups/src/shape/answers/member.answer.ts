import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { example } from './examples';

type Role = 'ADMIN' | 'MEMBER';

/** What somebody is in a group. Its owner is an admin. */
export class RoleAnswer {
  @ApiProperty({ enum: ['ADMIN', 'MEMBER'], example: 'MEMBER' }) readonly value!: Role;
}

/** A member of a group. */
export class MemberAnswer {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ type: RoleAnswer }) readonly role!: RoleAnswer;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly joinedDate!: string;
}

/** A group that a person belongs to or waits for. */
export class MembershipAnswer {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly groupId!: string;
  @ApiProperty({ enum: ['JOINED', 'PENDING'], example: 'JOINED' }) readonly status!: 'JOINED' | 'PENDING';
  @ApiPropertyOptional({ type: RoleAnswer, description: 'Only with `JOINED`.' }) readonly role?: RoleAnswer;
}

/** A member with the `fields` that a query chose: all of them if it chose none. */
export class MemberPart extends PartialType(OmitType(MemberAnswer, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleAnswer }) readonly role?: Partial<RoleAnswer>;
}
/** A membership with the `fields` that a query chose: all of them if it chose none. */
export class MembershipPart extends PartialType(OmitType(MembershipAnswer, ['role'] as const)) {
  @ApiPropertyOptional({ type: RoleAnswer }) readonly role?: Partial<RoleAnswer>;
}
