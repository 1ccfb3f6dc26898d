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
  @ApiPropertyOptional({ description: 'Absent when no person banned, but an app.', example: example.ownerId })
  readonly bannedById?: string;
  @ApiProperty({ format: 'date-time', example: example.date }) readonly createdDate!: string;
}

type Ban = NonNullable<Membership['ban']>;

/** A ban, from events. Its reason is not for the person who is banned: `mayKnowWhy`. */
export const banResponse = (memberId: MemberId, { bannedAt, bannedById, reason }: Ban, mayKnowWhy: boolean) => ({
  memberId,
  ...(mayKnowWhy && reason !== undefined && { reason }),
  ...(bannedById !== undefined && { bannedById }),
  createdDate: bannedAt,
});

/** The same from the view. */
export const banDocumentResponse = ({ memberId, ban }: MembershipDocument, mayKnowWhy: boolean) => {
  const { createdDate: bannedAt, ...words } = ban!;
  return banResponse(memberId, { bannedAt, ...words }, mayKnowWhy);
};
