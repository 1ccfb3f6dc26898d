import { FromReader, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { MembershipQuestionResponse } from '../../http/responses/entrance.response';
import { GetMembershipQuestions } from './membership-questions.query';

@ApiTags('membership questions')
@Controller('v2/membership-questions/:groupId')
export class MembershipQuestionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads({ visitors: true })
  @Responds({ questions: [MembershipQuestionResponse] })
  @ApiProblems('GROUP_NOT_FOUND')
  async listMembershipQuestions(@UuidParam('groupId') groupId: string, @FromReader() reader: Reader) {
    const { questions } = orProblem(await this.queries.execute(new GetMembershipQuestions({ groupId }, reader)));
    return { questions };
  }
}
