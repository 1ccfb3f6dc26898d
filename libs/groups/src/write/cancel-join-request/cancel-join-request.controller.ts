import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { joinRequestAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { JoinGroupRequestAnswer } from '../../shape/answers';
import { cancelJoinRequestRefusals } from './cancel-join-request.decision';
import { CancelJoinRequestCommand } from './cancel-join-request.handler';

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/cancel')
export class CancelJoinRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequest: JoinGroupRequestAnswer })
  @ApiRefusals(...cancelJoinRequestRefusals)
  async cancelJoinGroupRequest(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    const { on } = orProblem(await this.commands.execute(new CancelJoinRequestCommand({ groupId }, caller)));
    return { joinGroupRequest: joinRequestAnswer(groupId, caller.memberId!, on.mine) };
  }
}
