import { FromCaller, pageOf, PageQuery, Reads, Since, UuidParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../problems';
import { createRequestFields } from '../fields';
import { pagedBy, QueryBody } from '../query-body';
import { withoutAccepted } from '../without-accepted';
import { FindCreateRequests, GetCreateRequest } from './create-requests.query';

const newestFirst = [{ field: 'createdDate', order: 'DESC' }] as const;

@ApiTags('group requests')
@Controller('v2/group-requests')
export class CreateRequestsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  async listGroupRequests(@Query() query: PageQuery, @FromCaller() caller: Caller, @Since() since: Position | null) {
    const all = { filter: { all: [] }, sort: newestFirst, ...pageOf(query) };
    return withoutAccepted(orProblem(await this.queries.execute(new FindCreateRequests(all, caller, since))));
  }

  @Post('query')
  @Reads()
  async queryGroupRequests(@Body() body: QueryBody, @FromCaller() caller: Caller, @Since() since: Position | null) {
    const paged = pagedBy(body, createRequestFields, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindCreateRequests(paged, caller, since))));
  }

  @Get(':groupRequestId')
  @Reads()
  @ApiProblems('CREATE_REQUEST_NOT_FOUND')
  async getGroupRequest(
    @UuidParam('groupRequestId') groupId: string,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetCreateRequest({ groupId }, caller, since))));
  }
}
