import {
  ConsistentWith,
  CursorsOfList,
  FromCaller,
  type ListCursors,
  MemberParam,
  PageQuery,
  Reads,
  Responds,
} from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { JoinGroupRequestResponse } from '../../http/responses/join-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { listPage } from '../paging/list-page';
import { withoutAccepted } from '../without-accepted';
import { FindPersonsJoinRequests } from './persons-join-requests.query';

const newestFirst = [{ field: 'joinRequest.createdDate', order: 'DESC' }] as const;

@ApiTags('join requests')
@Controller('v2/members/:memberId/join-requests')
export class PersonsJoinRequestsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listPersonsJoinRequests(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindPersonsJoinRequests({ memberId, paged }, caller, since))),
    );
  }
}
