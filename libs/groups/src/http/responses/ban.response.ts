import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';

/** A ban from a group. */
export class BanResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiPropertyOptional({ maxLength: 1000, description: 'Not shown to the person who is banned.', example: 'Spam.' })
  readonly reason?: string;
  @ApiPropertyOptional({ description: 'Absent when an app banned.', example: example.ownerId })
  readonly bannedById?: string;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly createdDate!: string;
}

type Ban = NonNullable<Membership['ban']>;

/** A ban, from events. `showsReason`: false for the person who is banned. */
export const banResponse = (memberId: MemberId, { bannedAt, bannedById, reason }: Ban, showsReason: boolean) => ({
  memberId,
  ...(showsReason && reason !== undefined && { reason }),
  ...(bannedById !== undefined && { bannedById }),
  createdDate: bannedAt,
});

/** A ban, from the view. */
export const banDocumentResponse = ({ memberId, ban }: MembershipDocument, showsReason: boolean) => {
  const { createdDate: bannedAt, ...others } = ban!;
  return banResponse(memberId, { bannedAt, ...others }, showsReason);
};
