import { Responds, FromCaller, Text, UuidParam, Writes, IfPresent } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { JoinGroupRequestResponse, joinRequestResponse } from '../../http/responses/join-request.response';
import { ApiRefusals, orProblem } from '../../http/problems';
import {
  uniqueAnswers,
  type MembershipQuestionAnswerDto,
  MembershipQuestionAnswers,
  throwIfAnswersRefused,
} from '../../http/requests/membership-question-answers.dto';
import { requestToJoinRefusals } from './request-to-join.decision';
import { RequestToJoinCommand } from './request-to-join.command';

export class RequestToJoinBody {
  @ApiPropertyOptional({ maxLength: 1000, example: 'May I join?' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly message?: string;
  @MembershipQuestionAnswers() readonly membershipQuestionAnswers?: MembershipQuestionAnswerDto[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests')
export class RequestToJoinController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequest: JoinGroupRequestResponse })
  @ApiRefusals(...requestToJoinRefusals)
  async submitJoinGroupRequest(
    @UuidParam('groupId') groupId: string,
    @Body() body: RequestToJoinBody,
    @FromCaller() caller: Caller,
  ) {
    const { message } = body;
    const asking = { groupId, answers: uniqueAnswers(body), ...(message !== undefined && { message }) };
    const command = new RequestToJoinCommand(asking, caller);
    const { states: on } = orProblem(throwIfAnswersRefused(await this.commands.execute(command)));
    return { joinGroupRequest: joinRequestResponse(groupId, caller.memberId!, on.callerMembership) };
  }
}
