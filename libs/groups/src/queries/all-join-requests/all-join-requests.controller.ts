import { ConsistentWith, CursorsOfList, FromCaller, type ListCursors, PageQuery, Reads, Responds } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { orProblem } from '../../http/problems';
import { JoinGroupRequestPart, JoinGroupRequestResponse } from '../../http/responses/join-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { joinRequestsQueried } from '../paging/fields';
import { listPage } from '../paging/list-page';
import { pickFields } from '../paging/picked-fields';
import { queriedPage, QueryBody } from '../paging/query-body';
import { withoutAccepted } from '../without-accepted';
import { FindAllJoinRequests } from './all-join-requests.query';

const newestFirst = [{ field: 'joinRequest.createdDate', order: 'DESC' }] as const;

@ApiTags('join requests')
@Controller('v2/join-requests')
export class AllJoinRequestsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], metadata: PageResponse })
  async listAllJoinRequests(
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindAllJoinRequests(paged, caller, since))));
  }

  @Post('query')
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestPart], metadata: PageResponse })
  async queryAllJoinRequests(
    @Body() body: QueryBody,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { fields, ...paged } = await queriedPage(body, cursors, joinRequestsQueried, newestFirst);
    return pickFields(
      withoutAccepted(orProblem(await this.queries.execute(new FindAllJoinRequests(paged, caller, since)))),
      fields,
    );
  }
}
