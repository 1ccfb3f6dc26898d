import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { LeaveGroupCommand } from './leave-group.command';
import { leaveGroupRefusals } from './leave-group.decision';

@ApiTags('members')
@Controller('v2/groups/:groupId/leave')
export class LeaveGroupController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({})
  @ApiRefusals(...leaveGroupRefusals)
  async leaveGroup(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    orProblem(await this.commands.execute(new LeaveGroupCommand({ groupId }, caller)));
    return {};
  }
}
