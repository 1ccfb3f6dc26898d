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
  ApiProperty({
    enum: allowPolicies,
    enumName: 'AllowPolicy',
    enumSchema: { description: 'Who may do something in a group.' }, // otherwise that of the first property
    description,
    example: 'OWNER_AND_ADMINS',
  });
const Flag = (description: string): PropertyDecorator => ApiProperty({ description, example: true });

/** The settings of a group. */
export class GroupSettingsResponse {
  @ApiProperty({ description: 'Whether `allowedToInviteMembers` is `ALL_MEMBERS`.', example: false })
  readonly membersCanInvite!: boolean;
  @ApiProperty({ description: 'Whether `allowedToApproveJoinRequests` is `ALL_MEMBERS`.', example: false })
  readonly membersCanApprove!: boolean;
  @Policy('Who may invite people.') readonly allowedToInviteMembers!: AllowPolicy;
  @Policy('Who may approve and reject requests to join.') readonly allowedToApproveJoinRequests!: AllowPolicy;
  @Policy('Who may add people.') readonly allowedToAddMembers!: AllowPolicy;
  @Policy('Stored for clients; has no effect in this service.') readonly allowedToCreatePosts!: AllowPolicy;
  @Policy('Stored for clients; has no effect in this service.') readonly allowedToCommentPosts!: AllowPolicy;
  @Flag('Stored for clients; has no effect in this service.') readonly welcomeMemberPostEnabled!: boolean;
  @Flag('Stored for clients; has no effect in this service.') readonly groupDetailsChangedPostEnabled!: boolean;
  @Flag('Whether everybody who sees the group may see its members; otherwise only admins may.')
  readonly showMemberList!: boolean;
  @Flag('Stored for clients; has no effect in this service.') readonly aiSpamProtectionEnabled!: boolean;
  @ApiPropertyOptional({ description: 'Stored for clients; has no effect in this service.', example: true })
  readonly eventAddedPostEnabled?: boolean;
  @ApiPropertyOptional({ type: [OnboardingStepDto], description: 'Stored for clients; has no effect in this service.' })
  readonly onboardingStepsSettings?: readonly OnboardingStepDto[];
}

/** A group. Slug, owner, counts and dates are absent while the group is only requested. */
export class GroupResponse {
  @ApiProperty({ format: 'uuid', example: example.groupId }) readonly id!: string;
  @ApiPropertyOptional({
    description: 'The name of the group in URLs, unique on the site.',
    maxLength: 100,
    example: example.slug,
  })
  readonly slug?: string;
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Yoga' }) readonly name!: string;
  @ApiPropertyOptional({
    description: 'The description in the requested `contentType`.',
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
    description: 'The number of pending requests to join. Only for those who may see them.',
    example: 2,
  })
  readonly pendingMembersCount?: number;
  @ApiPropertyOptional({ description: 'Absent while the group has no owner.', example: example.ownerId })
  readonly ownerId?: string;
  @ApiPropertyOptional({ format: 'date-time', example: example.date }) readonly createdDate?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'The time of the last change of details, rules or questions.',
    example: example.date,
  })
  readonly updatedDate?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: '`updatedDate`, or the time when the last member joined, whichever is later.',
    example: example.date,
  })
  readonly lastActivityDate?: string;
}

class GroupSettingsPart extends PartialType(GroupSettingsResponse) {}

/** A group with the `fields` of the query; without `fields`, whole. */
export class GroupPart extends PartialType(OmitType(GroupResponse, ['settings'] as const)) {
  @ApiPropertyOptional({ type: GroupSettingsPart }) readonly settings?: GroupSettingsPart;
}

type MemberCounts = { readonly membersCount?: number; readonly pendingMembersCount?: number };

/** A group, from events; counts and last activity come from the view. */
export function groupResponse(
  groupId: GroupId,
  group: Group,
  slug: string | null,
  counts: MemberCounts,
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
    ...(updatedDate !== null && { updatedDate, lastActivityDate: laterOf(lastActivityDate, updatedDate) }),
  };
}

const laterOf = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/** A group, from the view. `seesRequests`: shows the number of pending requests to join. */
export function groupDocumentResponse(
  { details, ownerId, pendingMembersCount, ...document }: GroupDocument,
  seesRequests: boolean,
  contentType?: ContentType,
) {
  const { id, slug, membersCount, createdDate, updatedDate, lastActivityDate } = document; // stored documents have more
  return {
    id,
    slug,
    ...publicDetails(details, contentType),
    membersCount,
    ...(seesRequests && { pendingMembersCount }),
    ...(ownerId !== undefined && { ownerId }),
    createdDate,
    updatedDate,
    lastActivityDate,
  };
}
