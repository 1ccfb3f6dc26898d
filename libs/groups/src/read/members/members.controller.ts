import { FromCaller, pageOf, PageQuery, Reads, Since, UuidParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../problems';
import { memberFields } from '../fields';
import { pagedBy, QueryBody } from '../query-body';
import { withoutAccepted } from '../without-accepted';
import { FindMembers } from './members.query';

const newestFirst = [{ field: 'joinedDate', order: 'DESC' }] as const;

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class MembersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = { filter: { all: [] }, sort: newestFirst, ...pageOf(query) };
    return withoutAccepted(orProblem(await this.queries.execute(new FindMembers({ groupId, paged }, caller, since))));
  }

  @Post('query')
  @Reads()
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async queryGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: QueryBody,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    const paged = pagedBy(body, memberFields, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindMembers({ groupId, paged }, caller, since))));
  }
}
