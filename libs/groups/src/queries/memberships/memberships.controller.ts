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
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { MembershipPart, MembershipResponse } from '../../http/responses/membership.response';
import { PageResponse } from '../../http/responses/page.response';
import { membershipsQueried } from '../paging/fields';
import { listPage } from '../paging/list-page';
import { pickFields } from '../paging/picked-fields';
import { queriedPage, QueryBody } from '../paging/query-body';
import { withoutAccepted } from '../without-accepted';
import { FindMemberships } from './memberships.query';

const byGroup = [{ field: 'groupId', order: 'DESC' }] as const;

@ApiTags('members')
@Controller('v2/members/:memberId/memberships')
export class MembershipsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ memberships: [MembershipResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listMemberships(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, byGroup);
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindMemberships({ memberId, paged }, caller, since))),
    );
  }

  @Post('query')
  @Reads()
  @Responds({ memberships: [MembershipPart], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async queryMemberships(
    @MemberParam('memberId') memberId: string,
    @Body() body: QueryBody,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { fields, ...paged } = await queriedPage(body, cursors, membershipsQueried, byGroup);
    return pickFields(
      withoutAccepted(orProblem(await this.queries.execute(new FindMemberships({ memberId, paged }, caller, since)))),
      fields,
    );
  }
}
