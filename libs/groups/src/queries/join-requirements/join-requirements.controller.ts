import { FromCaller, Reads, Responds, UuidParam } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import {
  AutoInviteId,
  type MembershipQuestionAnswerDto,
  MembershipQuestionAnswers,
  throwIfAnswersRefused,
  uniqueAnswers,
} from '../../http/requests/membership-question-answers.dto';
import { ViolationResponse } from '../../http/responses/entrance.response';
import { GetJoinRequirements } from './join-requirements.query';

export class JoinRequirementsBody {
  @MembershipQuestionAnswers() readonly membershipQuestionAnswers?: MembershipQuestionAnswerDto[];
  @AutoInviteId({ nullable: true }) readonly autoInviteId?: string;
}

@ApiTags('members')
@Controller('v2/groups/:groupId/join-requirements')
export class JoinRequirementsController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @Reads({ visitors: true })
  @Responds({ violation: ViolationResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'MEMBER_IDENTITY_REQUIRED')
  async getJoinRequirements(
    @UuidParam('groupId') groupId: string,
    @Body() body: JoinRequirementsBody,
    @FromCaller() caller: Caller,
  ) {
    const query = new GetJoinRequirements({ groupId, answers: uniqueAnswers(body) }, caller);
    const { violation } = orProblem(throwIfAnswersRefused(await this.queries.execute(query)));
    return { violation };
  }
}
