import { FromCaller, invalid, IsMemberId, Nested, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { groupAnswer, groupRequestAnswer } from '../../answers';
import { Counts } from '../../counts';
import { defaultSettings, type GroupDetails } from '../../group/group.details';
import { changesOfSettings, disagreement } from '../../group/settings-change';
import { ApiProblems, orProblem } from '../../problems';
import { contentTypes, GroupDto } from '../../shape/group.dto';
import { IfPresent } from '../../shape/if-present';
import { settingsDisagree } from '../../shape/settings-disagree';
import { createGroupRefusals } from './create-group.decision';
import { CreateGroupCommand } from './create-group.handler';

export class CreateGroupBody {
  @ApiProperty({ type: GroupDto, example: { name: 'Yoga', privacyStatus: 'PRIVATE' } })
  @Nested(() => GroupDto)
  readonly group!: GroupDto;

  @ApiPropertyOptional({ description: 'The member who becomes the owner; an app has to name one.' })
  @IfPresent()
  @IsMemberId()
  readonly creatorId?: string;

  @ApiPropertyOptional({ enum: contentTypes })
  @IfPresent()
  @IsIn(contentTypes)
  readonly contentType?: string;
}

@ApiTags('groups')
@Controller('v2/groups')
export class CreateGroupController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: Counts,
  ) {}

  @Post()
  @Writes()
  @ApiProblems(...createGroupRefusals)
  async createGroup(@Body() body: CreateGroupBody, @FromCaller() caller: Caller) {
    const details = detailsOf(body.group);
    const creatorId = body.creatorId ?? caller.memberId;
    if (creatorId === undefined)
      throw invalid('creatorId', 'must name the member who becomes the owner', 'REQUIRED_FIELD');
    const groupId = randomUUID();
    const pendingRequests = caller.kind === 'MEMBER' ? await this.counts.waiting(caller.siteId, creatorId) : 0;
    const command = new CreateGroupCommand({ groupId, details, creatorId, pendingRequests }, caller);
    const { on } = orProblem(await this.commands.execute(command));
    if (on.group.status === 'PENDING') {
      const groupRequest = groupRequestAnswer(groupId, on.group);
      return { group: groupRequest.group, groupRequest };
    }
    const { lastActivityDate, ...counts } = await this.counts.of(caller.siteId, groupId);
    return { group: groupAnswer(groupId, on.group, on.group.slug, counts, lastActivityDate) };
  }
}

/** What the founder said, with the defaults for what they did not. */
export function detailsOf({
  name,
  description,
  teaser,
  memberTitle,
  privacyStatus,
  coverImage,
  settings,
}: GroupDto): GroupDetails {
  if (name === undefined) throw invalid('group.name', 'is required', 'REQUIRED_FIELD');
  const disagrees = disagreement(defaultSettings, settings ?? {});
  if (disagrees) throw settingsDisagree(disagrees);
  return {
    name,
    ...(description != null && { description }),
    ...(teaser != null && { teaser }),
    ...(memberTitle != null && { memberTitle }),
    privacyStatus: privacyStatus ?? 'PUBLIC',
    ...(coverImage != null && { coverImage }),
    settings: { ...defaultSettings, ...changesOfSettings(defaultSettings, settings ?? {}) },
  };
}
