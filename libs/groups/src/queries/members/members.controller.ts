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
import { MemberPart, MemberResponse } from '../../http/responses/member.response';
import { PageResponse } from '../../http/responses/page.response';
import { membersQueried } from '../paging/fields';
import { listPage } from '../paging/list-page';
import { pickFields } from '../paging/picked-fields';
import { queriedPage, QueryBody } from '../paging/query-body';
import { withoutAccepted } from '../without-accepted';
import { FindMembers } from './members.query';

const newestFirst = [{ field: 'joinedDate', order: 'DESC' }] as const;

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class MembersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ members: [MemberResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindMembers({ groupId, paged }, caller, since))));
  }

  @Post('query')
  @Reads()
  @Responds({ members: [MemberPart], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async queryGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: QueryBody,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { fields, ...paged } = await queriedPage(body, cursors, membersQueried, newestFirst);
    return pickFields(
      withoutAccepted(orProblem(await this.queries.execute(new FindMembers({ groupId, paged }, caller, since)))),
      fields,
    );
  }
}
