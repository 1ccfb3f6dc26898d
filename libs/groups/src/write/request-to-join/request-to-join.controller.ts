import { FromCaller, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { joinRequestAnswer } from '../../answers';
import { ApiProblems, orProblem } from '../../problems';
import { IfPresent } from '../../shape/if-present';
import { requestToJoinRefusals } from './request-to-join.decision';
import { RequestToJoinCommand } from './request-to-join.handler';

export class RequestToJoinBody {
  @ApiPropertyOptional({ maxLength: 1000 }) @IfPresent() @Text({ max: 1000 }) readonly message?: string;
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests')
export class RequestToJoinController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @ApiProblems(...requestToJoinRefusals)
  async submitJoinGroupRequest(
    @UuidParam('groupId') groupId: string,
    @Body() body: RequestToJoinBody,
    @FromCaller() caller: Caller,
  ) {
    const { on } = orProblem(await this.commands.execute(new RequestToJoinCommand({ groupId, ...body }, caller)));
    return { joinGroupRequest: joinRequestAnswer(groupId, caller.memberId!, on.mine) };
  }
}
