import {
  IfPresent,
  IfPresentOrNull,
  invalid,
  Nested,
  NestedList,
  NoControlCharacters,
  ReadOnly,
  Text,
} from '@app/http';
import { ApiHideProperty, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsUUID, Min, ValidateBy } from 'class-validator';
import { type ContentType, contentTypes, isDescriptionOfType } from '../../domain/group/description';
import {
  type AllowPolicy,
  allowPolicies,
  type Coordinate,
  type CoverImage,
  type PrivacyStatus,
  privacyStatuses,
} from '../../domain/group/group.details';
import type { SettingsChange } from '../../domain/group/settings-change';

const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];
const IsCoordinate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCoordinate',
    validator: {
      validate: (value: unknown) => Number.isFinite(value) || NOT_FINITE.includes(value as string),
      defaultMessage: () => 'must be a number, "NaN", "Infinity" or "-Infinity"',
    },
  });

const coordinate = { oneOf: [{ type: 'number' }, { type: 'string', enum: NOT_FINITE }], example: 0.5 };

class PointDto {
  @ApiPropertyOptional(coordinate) @IfPresent() @IsCoordinate() readonly x?: Coordinate;
  @ApiPropertyOptional(coordinate) @IfPresent() @IsCoordinate() readonly y?: Coordinate;
}

class ImageDto {
  @ApiPropertyOptional({ maxLength: 1000 }) @IfPresent() @Text({ max: 1000 }) readonly mediaId?: string;
  @ApiPropertyOptional({ type: 'integer' }) @IfPresent() @IsInt() @Min(0) readonly width?: number;
  @ApiPropertyOptional({ type: 'integer' }) @IfPresent() @IsInt() @Min(0) readonly height?: number;
  @ApiPropertyOptional() @IfPresent() @IsBoolean() readonly preset?: boolean;
}

/** The cover image of a group. */
export class CoverImageDto implements CoverImage {
  @ApiPropertyOptional({ type: ImageDto }) @IfPresent() @Nested(() => ImageDto) readonly image?: ImageDto;
  @ApiPropertyOptional({ type: PointDto }) @IfPresent() @Nested(() => PointDto) readonly position?: PointDto;
  @ApiPropertyOptional({ type: PointDto }) @IfPresent() @Nested(() => PointDto) readonly mobilePosition?: PointDto;
  @ApiPropertyOptional({ maxLength: 200 }) @IfPresent() @Text({ max: 200 }) readonly altText?: string;
}

const stepKeys = ['CREATE_POST', 'REACT_TO_POST', 'INVITE_MEMBERS'];

/** One onboarding step of a group. */
export class OnboardingStepDto {
  @ApiProperty({ enum: stepKeys, example: 'CREATE_POST' }) @IsIn(stepKeys) readonly stepKey!: string;
  @ApiProperty({ example: true }) @IsBoolean() readonly visible!: boolean;
}

const Policy = (): PropertyDecorator => (target, property) => {
  ApiPropertyOptional({ enum: allowPolicies })(target, property);
  IfPresent()(target, property);
  IsIn(allowPolicies)(target, property);
};
const Flag = (): PropertyDecorator => (target, property) => {
  ApiPropertyOptional({ type: 'boolean' })(target, property);
  IfPresent()(target, property);
  IsBoolean()(target, property);
};

class SettingsDto implements SettingsChange {
  @Flag() readonly membersCanInvite?: boolean;
  @Flag() readonly membersCanApprove?: boolean;
  @Flag() readonly welcomeMemberPostEnabled?: boolean;
  @Flag() readonly groupDetailsChangedPostEnabled?: boolean;
  @Flag() readonly showMemberList?: boolean;
  @Flag() readonly aiSpamProtectionEnabled?: boolean;
  @Flag() readonly eventAddedPostEnabled?: boolean;
  @Policy() readonly allowedToInviteMembers?: AllowPolicy;
  @Policy() readonly allowedToApproveJoinRequests?: AllowPolicy;
  @Policy() readonly allowedToAddMembers?: AllowPolicy;
  @Policy() readonly allowedToCreatePosts?: AllowPolicy;
  @Policy() readonly allowedToCommentPosts?: AllowPolicy;
  @ApiPropertyOptional({ type: OnboardingStepDto, isArray: true })
  @IfPresent()
  @NestedList(() => OnboardingStepDto, { max: 20 })
  readonly onboardingStepsSettings?: OnboardingStepDto[];
}

/** The fields of a group that a request can set. All other fields of a group response are accepted and ignored. */
export class GroupDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @IfPresent()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Text({ max: 100, notBlank: true, oneLine: true })
  @NoControlCharacters()
  readonly name?: string;

  @ApiPropertyOptional({ type: String, maxLength: 20480, nullable: true })
  @IfPresentOrNull()
  @Text({ max: 20480 })
  readonly description?: string | null;

  @ApiPropertyOptional({ type: String, maxLength: 1000, nullable: true })
  @IfPresentOrNull()
  @Text({ max: 1000 })
  readonly teaser?: string | null;

  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 1000, nullable: true })
  @IfPresentOrNull()
  @Text({ max: 1000, notBlank: true, oneLine: true })
  readonly memberTitle?: string | null;

  @ApiPropertyOptional({ enum: privacyStatuses })
  @IfPresent()
  @IsIn(privacyStatuses)
  readonly privacyStatus?: PrivacyStatus;

  @ApiPropertyOptional({ type: CoverImageDto, nullable: true })
  @IfPresentOrNull()
  @Nested(() => CoverImageDto)
  readonly coverImage?: CoverImageDto | null;

  @ApiPropertyOptional({ type: SettingsDto })
  @IfPresent()
  @Nested(() => SettingsDto)
  readonly settings?: SettingsDto;

  @ApiHideProperty() @ReadOnly() readonly _id?: unknown;
  @ApiHideProperty() @ReadOnly() readonly slug?: unknown;
  @ApiHideProperty() @ReadOnly() readonly membersCount?: unknown;
  @ApiHideProperty() @ReadOnly() readonly pendingMembersCount?: unknown;
  @ApiHideProperty() @ReadOnly() readonly ownerId?: unknown;
  @ApiHideProperty() @ReadOnly() readonly createdDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly updatedDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly _createdDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly _updatedDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly lastActivityDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly recentActivityDate?: unknown;
  @ApiHideProperty() @ReadOnly() readonly accessRestriction?: unknown;
  @ApiHideProperty() @ReadOnly() readonly details?: unknown;
  @ApiHideProperty() @ReadOnly() readonly createdBy?: unknown;
  @ApiHideProperty() @ReadOnly() readonly updatesCount?: unknown;
}

/** A new group. An `id` is ignored. */
export class NewGroupDto extends GroupDto {
  @ApiHideProperty() @ReadOnly() readonly id?: unknown;
}

/** Changes of a group. The `id` of the group may be among them. */
export class ChangedGroupDto extends GroupDto {
  @ApiPropertyOptional({ format: 'uuid', readOnly: true }) @IfPresent() @IsUUID() readonly id?: string;
}

/** The format of descriptions in the request and in its response. Default: plain text. */
export const InContentType = (): PropertyDecorator => (target, property) => {
  ApiPropertyOptional({ enum: contentTypes, default: 'PLAIN_TEXT', example: 'PLAIN_TEXT' })(target, property);
  IfPresent()(target, property);
  IsIn(contentTypes)(target, property);
};

/** The description of a request with its type. Throws `InvalidRequest` when the description does not have the type. */
export function typedDescription(
  { description }: Pick<GroupDto, 'description'>,
  contentType: ContentType = 'PLAIN_TEXT',
): { description?: string | null; descriptionType?: Exclude<ContentType, 'PLAIN_TEXT'> } {
  if (description === undefined || description === null) return description === null ? { description } : {};
  if (!isDescriptionOfType(description, contentType))
    throw invalid('group.description', `must be JSON of the type ${contentType}`);
  return { description, ...(contentType !== 'PLAIN_TEXT' && { descriptionType: contentType }) };
}
