import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MemberId } from '../../domain/ids';
import { creationPolicies, type CreationPolicy } from '../../domain/site/site.events';
import { profileVisibilities, type ProfileVisibility } from '../../domain/site-member/site-member.events';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import { example } from './examples';

/** The settings of a site. */
export class SiteSettingsResponse {
  @ApiProperty({ enum: creationPolicies, description: 'Who may create groups.', example: 'MEMBERS_WITH_APPROVAL' })
  readonly creationPolicy!: CreationPolicy;
}

/** The entry of a person in the directory of the site. */
export class SiteMemberResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ enum: profileVisibilities, example: 'PUBLIC' }) readonly profile!: ProfileVisibility;
  @ApiPropertyOptional({ maxLength: 100, example: 'Mira' }) readonly nickname?: string;
}

/** The entry of a person in the directory, from events. */
export const siteMemberResponse = (memberId: MemberId, { registered }: SiteMember) => ({ memberId, ...registered! });
