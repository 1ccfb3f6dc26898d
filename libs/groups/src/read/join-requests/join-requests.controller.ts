import { FromCaller, pageOf, PageQuery, Reads, Since, UuidParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../problems';
import { joinRequestFields } from '../fields';
import { pagedBy, QueryBody } from '../query-body';
import { withoutAccepted } from '../without-accepted';
import { FindJoinRequests } from './join-requests.query';

const newestFirst = [{ field: 'joinRequest.createdDate', order: 'DESC' }] as const;

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests')
export class JoinRequestsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @ApiProblems('GROUP_NOT_FOUND')
  async listJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = { filter: { all: [] }, sort: newestFirst, ...pageOf(query) };
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindJoinRequests({ groupId, paged }, caller, since))),
    );
  }

  @Post('query')
  @Reads()
  @ApiProblems('GROUP_NOT_FOUND')
  async queryJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: QueryBody,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = pagedBy(body, joinRequestFields, newestFirst);
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindJoinRequests({ groupId, paged }, caller, since))),
    );
  }
}
