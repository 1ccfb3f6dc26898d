import { newId } from '@app/decider';
import { FromCaller, Nested, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { groupRequestAnswer } from '../../answers';
import { Counts } from '../../counts';
import type { ContentType } from '../../group/description';
import { ApiRefusals, orProblem } from '../../problems';
import { GroupRequestAnswer } from '../../shape/answers';
import { NewGroupDto, InContentType } from '../../shape/group.dto';
import { detailsOf } from '../../shape/new-group';
import { askToCreateRefusals } from './ask-to-create.decision';
import { AskToCreateCommand } from './ask-to-create.handler';

export class AskToCreateBody {
  @ApiProperty({ type: NewGroupDto, example: { name: 'Yoga', privacyStatus: 'PRIVATE' } })
  @Nested(() => NewGroupDto)
  readonly group!: NewGroupDto;

  @InContentType() readonly contentType?: ContentType;
}

@ApiTags('group requests')
@Controller('v2/group-requests')
export class AskToCreateController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: Counts,
  ) {}

  @Post()
  @Writes()
  @Responds({ groupRequest: GroupRequestAnswer })
  @ApiRefusals(...askToCreateRefusals)
  async submitGroupRequest(@Body() { group, contentType }: AskToCreateBody, @FromCaller() caller: Caller) {
    const details = detailsOf(group, contentType);
    const { siteId, memberId } = caller;
    const groupId = newId('group');
    const pendingRequests = memberId === undefined ? 0 : await this.counts.waiting(siteId, memberId);
    const command = new AskToCreateCommand({ groupId, details, pendingRequests }, caller);
    const { on } = orProblem(await this.commands.execute(command));
    return { groupRequest: groupRequestAnswer(groupId, on.group, contentType) };
  }
}
