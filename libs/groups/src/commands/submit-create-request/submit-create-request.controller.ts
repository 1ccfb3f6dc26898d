import { newId } from '@app/decider';
import { FromCaller, Nested, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { ApiRefusals, orProblem } from '../../http/problems';
import { InContentType, NewGroupDto } from '../../http/requests/group.dto';
import { newGroupDetails } from '../../http/requests/new-group';
import { GroupRequestResponse, groupRequestResponse } from '../../http/responses/group-request.response';
import { ViewCounts } from '../../runtime/view-counts';
import { SubmitCreateRequestCommand } from './submit-create-request.command';
import { submitCreateRequestRefusals } from './submit-create-request.decision';

export class SubmitCreateRequestBody {
  @ApiProperty({ type: NewGroupDto, example: { name: 'Yoga', privacyStatus: 'PRIVATE' } })
  @Nested(() => NewGroupDto)
  readonly group!: NewGroupDto;

  @InContentType() readonly contentType?: ContentType;
}

@ApiTags('group requests')
@Controller('v2/group-requests')
export class SubmitCreateRequestController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Post()
  @Writes()
  @Responds({ groupRequest: GroupRequestResponse })
  @ApiRefusals(...submitCreateRequestRefusals)
  async submitGroupRequest(@Body() { group, contentType }: SubmitCreateRequestBody, @FromCaller() caller: Caller) {
    const details = newGroupDetails(group, contentType);
    const { siteId, memberId } = caller;
    const groupId = newId('group');
    if (memberId !== undefined) await this.counts.showCreateRequests(siteId, memberId);
    const command = new SubmitCreateRequestCommand({ groupId, details }, caller);
    const { states } = orProblem(await this.commands.execute(command));
    return { groupRequest: groupRequestResponse(groupId, states.group, contentType) };
  }
}
