import { FromCaller, MemberParam, pageOf, PageQuery, Reads, Since } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../problems';
import { membershipFields } from '../fields';
import { pagedBy, QueryBody } from '../query-body';
import { withoutAccepted } from '../without-accepted';
import { FindMemberships } from './memberships.query';

const byGroup = [{ field: 'groupId', order: 'DESC' }] as const;

@ApiTags('members')
@Controller('v2/members/:memberId/memberships')
export class MembershipsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @ApiProblems('PERMISSION_DENIED')
  async listMemberships(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = { filter: { all: [] }, sort: byGroup, ...pageOf(query) };
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindMemberships({ memberId, paged }, caller, since))),
    );
  }

  @Post('query')
  @Reads()
  @ApiProblems('PERMISSION_DENIED')
  async queryMemberships(
    @MemberParam('memberId') memberId: string,
    @Body() body: QueryBody,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = pagedBy(body, membershipFields, byGroup);
    return withoutAccepted(
      orProblem(await this.queries.execute(new FindMemberships({ memberId, paged }, caller, since))),
    );
  }
}
