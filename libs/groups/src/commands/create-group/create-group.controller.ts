import { newId } from '@app/decider';
import { ETag, FromCaller, IfPresent, invalid, IsMemberId, Nested, Responds, type SetETag, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { ApiRefusals, orProblem } from '../../http/problems';
import { InContentType, NewGroupDto } from '../../http/requests/group.dto';
import { memberIdForm } from '../../http/requests/ids.dto';
import { newGroupDetails } from '../../http/requests/new-group';
import { GroupRequestResponse, groupRequestResponse } from '../../http/responses/group-request.response';
import { GroupResponse, groupResponse } from '../../http/responses/group.response';
import { ViewCounts } from '../../runtime/view-counts';
import { CreateGroupCommand } from './create-group.command';
import { createGroupRefusals } from './create-group.decision';

export class CreateGroupBody {
  @ApiProperty({ type: NewGroupDto, example: { name: 'Yoga', privacyStatus: 'PRIVATE' } })
  @Nested(() => NewGroupDto)
  readonly group!: NewGroupDto;

  @ApiPropertyOptional({ description: 'The member who becomes the owner; an app has to name one.', ...memberIdForm })
  @IfPresent()
  @IsMemberId()
  readonly creatorId?: string;

  @InContentType() readonly contentType?: ContentType;
}

@ApiTags('groups')
@Controller('v2/groups')
export class CreateGroupController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Post()
  @Writes()
  @Responds({ group: GroupResponse, 'groupRequest?': GroupRequestResponse })
  @ApiRefusals(...createGroupRefusals)
  async createGroup(@Body() body: CreateGroupBody, @FromCaller() caller: Caller, @ETag() tag: SetETag) {
    const { contentType } = body;
    const details = newGroupDetails(body.group, contentType);
    const creatorId = body.creatorId ?? caller.memberId;
    if (creatorId === undefined)
      throw invalid('creatorId', 'must name the member who becomes the owner', 'REQUIRED_FIELD');
    const groupId = newId('group');
    if (caller.kind === 'MEMBER') await this.counts.showCreateRequests(caller.siteId, creatorId);
    const command = new CreateGroupCommand({ groupId, details, creatorId }, caller);
    const { states } = orProblem(await this.commands.execute(command));
    if (states.group.status === 'PENDING') {
      const groupRequest = groupRequestResponse(groupId, states.group, contentType);
      return { group: groupRequest.group, groupRequest };
    }
    tag(states.group.detailsRevision);
    const { group } = states;
    const { lastActivityDate, ...counts } = await this.counts.ofNewGroup(caller.siteId, groupId, creatorId);
    return { group: groupResponse(groupId, group, group.slug, counts, lastActivityDate, contentType) };
  }
}
