import { FromCaller, IfPresent, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { joinRequestAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { JoinGroupRequestAnswer } from '../../shape/answers';
import {
  answersIn,
  type MembershipQuestionAnswer,
  MembershipQuestionAnswers,
  unlessAnswersRefused,
} from '../../shape/answers.dto';
import { requestToJoinRefusals } from './request-to-join.decision';
import { RequestToJoinCommand } from './request-to-join.handler';

export class RequestToJoinBody {
  @ApiPropertyOptional({ maxLength: 1000, example: 'May I join?' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly message?: string;
  @MembershipQuestionAnswers() readonly membershipQuestionAnswers?: MembershipQuestionAnswer[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests')
export class RequestToJoinController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequest: JoinGroupRequestAnswer })
  @ApiRefusals(...requestToJoinRefusals)
  async submitJoinGroupRequest(
    @UuidParam('groupId') groupId: string,
    @Body() body: RequestToJoinBody,
    @FromCaller() caller: Caller,
  ) {
    const { message } = body;
    const asking = { groupId, answers: answersIn(body), ...(message !== undefined && { message }) };
    const command = new RequestToJoinCommand(asking, caller);
    const { on } = orProblem(unlessAnswersRefused(await this.commands.execute(command)));
    return { joinGroupRequest: joinRequestAnswer(groupId, caller.memberId!, on.mine) };
  }
}
