import {
  ConsistentWith,
  CursorsOfList,
  FromCaller,
  type ListCursors,
  PageQuery,
  Reads,
  Responds,
  UuidParam,
} from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { GroupRequestPart, GroupRequestResponse } from '../../http/responses/group-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { createRequestsQueried } from '../paging/fields';
import { listPage } from '../paging/list-page';
import { pickFields } from '../paging/picked-fields';
import { queriedPage, QueryBody } from '../paging/query-body';
import { withoutAccepted } from '../without-accepted';
import { FindCreateRequests, GetCreateRequest } from './create-requests.query';

const newestFirst = [{ field: 'createdDate', order: 'DESC' }] as const;

@ApiTags('group requests')
@Controller('v2/group-requests')
export class CreateRequestsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ groupRequests: [GroupRequestResponse], metadata: PageResponse })
  async listGroupRequests(
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const all = await listPage(query, cursors, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindCreateRequests(all, caller, since))));
  }

  @Post('query')
  @Reads()
  @Responds({ groupRequests: [GroupRequestPart], metadata: PageResponse })
  async queryGroupRequests(
    @Body() body: QueryBody,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { fields, ...paged } = await queriedPage(body, cursors, createRequestsQueried, newestFirst);
    return pickFields(
      withoutAccepted(orProblem(await this.queries.execute(new FindCreateRequests(paged, caller, since)))),
      fields,
    );
  }

  @Get(':groupRequestId')
  @Reads()
  @Responds({ groupRequest: GroupRequestResponse })
  @ApiProblems('CREATE_REQUEST_NOT_FOUND')
  async getGroupRequest(
    @UuidParam('groupRequestId') groupId: string,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetCreateRequest({ groupId }, caller, since))));
  }
}
