import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { JoinGroupRequestResponse, joinRequestResponse } from '../../http/responses/join-request.response';
import { CancelJoinRequestCommand } from './cancel-join-request.command';
import { cancelJoinRequestRefusals } from './cancel-join-request.decision';

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/cancel')
export class CancelJoinRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequest: JoinGroupRequestResponse })
  @ApiRefusals(...cancelJoinRequestRefusals)
  async cancelJoinGroupRequest(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    const { states } = orProblem(await this.commands.execute(new CancelJoinRequestCommand({ groupId }, caller)));
    return { joinGroupRequest: joinRequestResponse(groupId, caller.memberId!, states.callerMembership) };
  }
}
