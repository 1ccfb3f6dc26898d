import {
  FromReader,
  IfPresent,
  MAX_LIMIT,
  MAX_OFFSET,
  Nested,
  type Reader,
  Reads,
  Responds,
  UuidParam,
} from '@app/http';
import { everything } from '@app/read-store';
import { Body, Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { ApiProblems, orProblem } from '../../http/problems';
import { MemberIds, uniqueIds } from '../../http/requests/ids.dto';
import { MemberAnswersResponse, MembershipQuestionResponse } from '../../http/responses/entrance.response';
import { PageResponse } from '../../http/responses/page.response';
import { answersResponse, FindMembershipAnswers, latestAnswersFirst } from './membership-answers.query';

/** The maximum number of different people in one request. */
const MAX_PEOPLE = 500;
const DEFAULT_LIMIT = 100;

class PagingDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, description: `If absent: ${DEFAULT_LIMIT}.` })
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  readonly limit?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_OFFSET, description: 'If absent: 0.' })
  @IfPresent()
  @IsInt()
  @Min(0)
  @Max(MAX_OFFSET)
  readonly offset?: number;
}

export class MembershipAnswersBody {
  @ApiPropertyOptional({
    isArray: true,
    type: String,
    maxItems: MAX_PEOPLE,
    description: 'If absent, the answers of everybody.',
  })
  @IfPresent()
  @MemberIds(MAX_PEOPLE)
  readonly memberIds?: string[];

  @ApiPropertyOptional({ type: PagingDto }) @IfPresent() @Nested(() => PagingDto) readonly paging?: PagingDto;
}

@ApiTags('membership questions')
@Controller('v2/membership-questions/:groupId/answers')
export class MembershipAnswersController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @Reads()
  @Responds({
    memberAnswers: [MemberAnswersResponse],
    questions: { byId: MembershipQuestionResponse },
    metadata: PageResponse,
  })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listAnswers(
    @UuidParam('groupId') groupId: string,
    @Body() { memberIds, paging: { limit = DEFAULT_LIMIT, offset = 0 } = {} }: MembershipAnswersBody,
    @FromReader() reader: Reader,
  ) {
    const page = { filter: everything, sort: latestAnswersFirst, limit, offset };
    const request = { groupId, ...(memberIds && { memberIds: uniqueIds(memberIds) }), page };
    return answersResponse(orProblem(await this.queries.execute(new FindMembershipAnswers(request, reader))));
  }
}
