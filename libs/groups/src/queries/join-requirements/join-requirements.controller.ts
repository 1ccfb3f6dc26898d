import { FromCaller, Reads, Responds, UuidParam } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { ViolationResponse } from '../../http/responses/entrance.response';
import {
  answersIn,
  AutoInviteId,
  type MembershipQuestionResponse,
  MembershipQuestionAnswers,
  unlessAnswersRefused,
} from '../../http/requests/membership-question-answers.dto';
import { withoutAccepted } from '../without-accepted';
import { GetJoinRequirements } from './join-requirements.query';

export class JoinRequirementsBody {
  @MembershipQuestionAnswers() readonly membershipQuestionAnswers?: MembershipQuestionResponse[];
  @AutoInviteId() readonly autoInviteId?: string;
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
    const query = new GetJoinRequirements({ groupId, answers: answersIn(body) }, caller);
    return withoutAccepted(orProblem(unlessAnswersRefused(await this.queries.execute(query))));
  }
}
