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
import { GroupResponse } from '../../http/responses/group.response';
import { PageResponse } from '../../http/responses/page.response';
import { listPage } from '../paging/list-page';
import { withoutAccepted } from '../without-accepted';
import { FindJoinedGroups } from './joined-groups.query';

const latestFirst = [{ field: 'joinedDate', order: 'DESC' }] as const;

@ApiTags('members')
@Controller('v2/members/:memberId/groups')
export class JoinedGroupsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ groups: [GroupResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listJoinedGroups(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, latestFirst);
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindJoinedGroups({ memberId, paged }, caller, since))),
    );
  }
}
