import { FromCaller, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { memberAnswer } from '../../answers';
import { isAdmin } from '../../permissions';
import { ApiProblems, orProblem } from '../../problems';
import { joinGroupRefusals } from './join-group.decision';
import { JoinGroupCommand } from './join-group.handler';

@ApiTags('members')
@Controller('v2/groups/:groupId/join')
export class JoinGroupController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @ApiProblems(...joinGroupRefusals)
  async joinGroup(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    const { on, events } = orProblem(await this.commands.execute(new JoinGroupCommand({ groupId }, caller)));
    const becomesAdmin = events.some((event) => event.type === 'MemberJoined' && event.data.becoming === 'ADMIN');
    const role = becomesAdmin || isAdmin(on.group, on.mine, caller.memberId) ? 'ADMIN' : 'MEMBER';
    return { member: memberAnswer(caller.memberId!, on.mine, role) };
  }
}
