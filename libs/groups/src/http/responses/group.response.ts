import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { type AllowPolicy, allowPolicies, type PrivacyStatus, privacyStatuses } from '../../domain/group/group.details';
import type { Group } from '../../domain/group/group.state';
import { publicDetails } from '../../domain/group/public-details';
import type { GroupId } from '../../domain/ids';
import type { GroupDocument } from '../../views/groups.projection';
import { CoverImageDto, OnboardingStepDto } from '../requests/group.dto';
import { example } from './examples';

const Policy = (description: string): PropertyDecorator =>
  ApiProperty({ enum: allowPolicies, enumName: 'AllowPolicy', description, example: 'OWNER_AND_ADMINS' });
const Flag = (description: string): PropertyDecorator => ApiProperty({ description, example: true });

/** The settings of a group. */
export class GroupSettingsResponse {
  @ApiProperty({ description: '`allowedToInviteMembers` is `ALL_MEMBERS`.', example: false })
  readonly membersCanInvite!: boolean;
  @ApiProperty({ description: '`allowedToApproveJoinRequests` is `ALL_MEMBERS`.', example: false })
  readonly membersCanApprove!: boolean;
  @Policy('Who may invite.') readonly allowedToInviteMembers!: AllowPolicy;
  @Policy('Who may answer requests to join.') readonly allowedToApproveJoinRequests!: AllowPolicy;
  @Policy('Who may add people.') readonly allowedToAddMembers!: AllowPolicy;
  @Policy('Kept for clients, without effect here.') readonly allowedToCreatePosts!: AllowPolicy;
  @Policy('Kept for clients, without effect here.') readonly allowedToCommentPosts!: AllowPolicy;
  @Flag('Kept for clients, without effect here.') readonly welcomeMemberPostEnabled!: boolean;
  @Flag('Kept for clients, without effect here.') readonly groupDetailsChangedPostEnabled!: boolean;
  @Flag('Not only admins see who the members are.') readonly showMemberList!: boolean;
  @Flag('Kept for clients, without effect here.') readonly aiSpamProtectionEnabled!: boolean;
  @ApiPropertyOptional({ description: 'Kept for clients, without effect here.', example: true })
  readonly eventAddedPostEnabled?: boolean;
  @ApiPropertyOptional({ type: [OnboardingStepDto], description: 'Kept for clients, without effect here.' })
  readonly onboardingStepsSettings?: readonly OnboardingStepDto[];
}

/** A group. What a group that is only asked for does not have yet is absent: its slug, its owner, its counts and dates. */
export class GroupResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly id!: string;
  @ApiPropertyOptional({ description: 'Its name for URLs, unique on the site.', maxLength: 100, example: example.slug })
  readonly slug?: string;
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Yoga' }) readonly name!: string;
  @ApiPropertyOptional({
    description: 'Of the `contentType` asked for.',
    example: 'Every morning, whatever the weather.',
  })
  readonly description?: string;
  @ApiPropertyOptional({ maxLength: 1000, example: 'Stretch with us.' }) readonly teaser?: string;
  @ApiPropertyOptional({ description: 'What members are called.', maxLength: 1000, example: 'Yogi' })
  readonly memberTitle?: string;
  @ApiProperty({ enum: privacyStatuses, enumName: 'PrivacyStatus', example: 'PRIVATE' })
  readonly privacyStatus!: PrivacyStatus;
  @ApiPropertyOptional({ type: CoverImageDto }) readonly coverImage?: CoverImageDto;
  @ApiProperty({ type: GroupSettingsResponse }) readonly settings!: GroupSettingsResponse;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, example: 12 }) readonly membersCount?: number;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: 'How many wait to be let in: only for those who may let them in.',
    example: 2,
  })
  readonly pendingMembersCount?: number;
  @ApiPropertyOptional({ description: 'Absent while nobody owns it.', example: example.ownerId })
  readonly ownerId?: string;
  @ApiPropertyOptional({ format: 'date-time', example: example.date }) readonly createdDate?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'The last change of details, rules or questions.',
    example: example.date,
  })
  readonly updatedDate?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'That, or when somebody became a member, if that was later.',
    example: example.date,
  })
  readonly lastActivityDate?: string;
}

class GroupSettingsPart extends PartialType(GroupSettingsResponse) {}

/** A group with the `fields` that a query chose: all of them if it chose none. */
export class GroupPart extends PartialType(OmitType(GroupResponse, ['settings'] as const)) {
  @ApiPropertyOptional({ type: GroupSettingsPart }) readonly settings?: GroupSettingsPart;
}

type Counts = { readonly membersCount?: number; readonly pendingMembersCount?: number };

/** A group as the API shows it, from its events; the counts come from the view. */
export function groupResponse(
  groupId: GroupId,
  group: Group,
  slug: string | null,
  counts: Counts,
  lastActivityDate?: string,
  contentType?: ContentType,
) {
  const { details, ownerId, createdDate, updatedDate } = group;
  return {
    id: groupId,
    ...(slug !== null && { slug }),
    ...publicDetails(details!, contentType),
    ...counts,
    ...(ownerId !== null && { ownerId }),
    ...(createdDate !== null && { createdDate }),
    ...(updatedDate !== null && { updatedDate, lastActivityDate: later(lastActivityDate, updatedDate) }),
  };
}

const later = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/** A group as the API shows it, from its view. Who waits is shown only to those who may let them in. */
export function groupDocumentResponse(
  { details, revision: _revision, pendingMembersCount, ...group }: GroupDocument,
  mayDecide: boolean,
  contentType?: ContentType,
) {
  const { siteId: _site, ...shown } = group as typeof group & { siteId?: string };
  return { ...shown, ...publicDetails(details, contentType), ...(mayDecide && { pendingMembersCount }) };
}
