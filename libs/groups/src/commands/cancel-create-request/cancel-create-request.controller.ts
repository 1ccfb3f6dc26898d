import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { GroupRequestResponse, groupRequestResponse } from '../../http/responses/group-request.response';
import { CancelCreateRequestCommand } from './cancel-create-request.command';
import { cancelCreateRequestRefusals } from './cancel-create-request.decision';

@ApiTags('group requests')
@Controller('v2/group-requests/:groupRequestId/cancel')
export class CancelCreateRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ groupRequest: GroupRequestResponse })
  @ApiRefusals(...cancelCreateRequestRefusals)
  async cancelGroupRequest(@UuidParam('groupRequestId') groupId: string, @FromCaller() caller: Caller) {
    const { states } = orProblem(await this.commands.execute(new CancelCreateRequestCommand({ groupId }, caller)));
    return { groupRequest: groupRequestResponse(groupId, states.group) };
  }
}
