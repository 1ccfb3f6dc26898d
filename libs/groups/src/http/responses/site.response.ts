import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { creationPolicies, type CreationPolicy } from '../../domain/site/site.events';
import { profileVisibilities, type ProfileVisibility } from '../../domain/site-member/site-member.events';
import type { MemberId } from '../../domain/ids';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import { example } from './examples';

/** The settings of a site. */
export class SiteSettingsResponse {
  @ApiProperty({ enum: creationPolicies, description: 'Who creates groups.', example: 'MEMBERS_WITH_APPROVAL' })
  readonly creationPolicy!: CreationPolicy;
}

/** A person in the directory of the site. */
export class SiteMemberResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ enum: profileVisibilities, example: 'PUBLIC' }) readonly profile!: ProfileVisibility;
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Mira' }) readonly nickname?: string;
}

/** A person of the directory. */
export const siteMemberResponse = (memberId: MemberId, { registered }: SiteMember) => ({ memberId, ...registered! });
