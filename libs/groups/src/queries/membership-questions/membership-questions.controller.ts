import { ConsistentWith, FromCaller, Reads, Responds, UuidParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { MembershipQuestionResponse } from '../../http/responses/entrance.response';
import { withoutAccepted } from '../without-accepted';
import { GetMembershipQuestions } from './membership-questions.query';

@ApiTags('membership questions')
@Controller('v2/membership-questions/:groupId')
export class MembershipQuestionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads({ visitors: true })
  @Responds({ questions: [MembershipQuestionResponse] })
  @ApiProblems('GROUP_NOT_FOUND')
  async listMembershipQuestions(
    @UuidParam('groupId') groupId: string,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const query = new GetMembershipQuestions({ groupId }, caller, since);
    return withoutAccepted(orProblem(await this.queries.execute(query)));
  }
}
