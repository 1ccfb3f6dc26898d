import { FromCaller, IfPresent, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import {
  uniqueAnswers,
  MembershipQuestionAnswers,
  type MembershipQuestionAnswerDto,
  throwIfAnswersRefused,
} from '../../http/requests/membership-question-answers.dto';
import { JoinGroupRequestResponse, joinRequestResponse } from '../../http/responses/join-request.response';
import { RequestToJoinCommand } from './request-to-join.command';
import { requestToJoinRefusals } from './request-to-join.decision';

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
    const request = { groupId, answers: uniqueAnswers(body), ...(message !== undefined && { message }) };
    const command = new RequestToJoinCommand(request, caller);
    const { states } = orProblem(throwIfAnswersRefused(await this.commands.execute(command)));
    return { joinGroupRequest: joinRequestResponse(groupId, caller.memberId!, states.callerMembership) };
  }
}
