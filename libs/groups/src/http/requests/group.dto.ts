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
import { applyDecorators } from '@nestjs/common';
import {
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  ApiSchema,
  type ApiSchemaOptions,
} from '@nestjs/swagger';
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
  @ApiPropertyOptional({ type: 'integer', minimum: 0 }) @IfPresent() @IsInt() @Min(0) readonly width?: number;
  @ApiPropertyOptional({ type: 'integer', minimum: 0 }) @IfPresent() @IsInt() @Min(0) readonly height?: number;
  @ApiPropertyOptional() @IfPresent() @IsBoolean() readonly preset?: boolean;
}

/** The cover image of a group. */
export class CoverImageDto implements CoverImage {
  @ApiPropertyOptional({ type: ImageDto }) @IfPresent() @Nested(() => ImageDto) readonly image?: ImageDto;
  @ApiPropertyOptional({ type: PointDto }) @IfPresent() @Nested(() => PointDto) readonly position?: PointDto;
  @ApiPropertyOptional({ type: PointDto }) @IfPresent() @Nested(() => PointDto) readonly mobilePosition?: PointDto;
  @ApiPropertyOptional({ maxLength: 200 }) @IfPresent() @Text({ max: 200 }) readonly altText?: string;
}

/** The schema of a cover image or `null`: in OpenAPI 3.0 a reference to another schema cannot be nullable. */
@ApiSchema({ nullable: true } as ApiSchemaOptions)
class CoverImageOrNull extends CoverImageDto {}

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
  @ApiPropertyOptional({ type: OnboardingStepDto, isArray: true, maxItems: 20 })
  @IfPresent()
  @NestedList(() => OnboardingStepDto, { max: 20 })
  readonly onboardingStepsSettings?: OnboardingStepDto[];
}

/** A field of responses that clients send back. Whatever it holds is ignored. */
const Ignored = (schema: ApiPropertyOptions): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ ...schema, readOnly: true, description: 'Ignored in requests.' }), ReadOnly());

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

  @ApiPropertyOptional({ type: CoverImageOrNull })
  @IfPresentOrNull()
  @Nested(() => CoverImageDto)
  readonly coverImage?: CoverImageDto | null;

  @ApiPropertyOptional({ type: SettingsDto })
  @IfPresent()
  @Nested(() => SettingsDto)
  readonly settings?: SettingsDto;

  @Ignored({ type: String }) readonly _id?: unknown;
  @Ignored({ type: String }) readonly slug?: unknown;
  @Ignored({ type: 'integer' }) readonly membersCount?: unknown;
  @Ignored({ type: 'integer' }) readonly pendingMembersCount?: unknown;
  @Ignored({ type: String }) readonly ownerId?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly createdDate?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly updatedDate?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly _createdDate?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly _updatedDate?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly lastActivityDate?: unknown;
  @Ignored({ type: String, format: 'date-time' }) readonly recentActivityDate?: unknown;
  @Ignored({ type: 'object', additionalProperties: true }) readonly accessRestriction?: unknown;
  @Ignored({ type: 'object', additionalProperties: true }) readonly details?: unknown;
  @Ignored({ type: 'object', additionalProperties: true }) readonly createdBy?: unknown;
  @Ignored({ type: 'integer' }) readonly updatesCount?: unknown;
}

/** A new group. An `id` is ignored. */
export class NewGroupDto extends GroupDto {
  @Ignored({ type: String, format: 'uuid' }) readonly id?: unknown;
}

/** Changes of a group. The `id` of the group may be among them. */
export class ChangedGroupDto extends GroupDto {
  @ApiPropertyOptional({ format: 'uuid', readOnly: true }) @IfPresent() @IsUUID() readonly id?: string;
}

/** The format of descriptions in the request and in its response. Default: plain text. */
export const InContentType = (): PropertyDecorator => (target, property) => {
  const description = 'The format of descriptions. If absent: `PLAIN_TEXT`.';
  ApiPropertyOptional({ enum: contentTypes, description, example: 'PLAIN_TEXT' })(target, property);
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
