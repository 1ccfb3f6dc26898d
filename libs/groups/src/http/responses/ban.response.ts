import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
