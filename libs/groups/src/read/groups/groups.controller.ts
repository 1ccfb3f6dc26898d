import { FromCaller, pageOf, PageQuery, Reads, Since, UuidParam, WildcardParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { ApiProblems, orProblem } from '../../problems';
import { contentTypes } from '../../shape/group.dto';
import { groupFields } from '../fields';
import { pagedBy, QueryBody } from '../query-body';
import { withoutAccepted } from '../without-accepted';
import { FindGroups } from './find-groups.query';
import { GetGroup } from './get-group.query';

class GetGroupQuery {
  @IsOptional() @IsIn(contentTypes) readonly contentType?: string;
}
class GetGroupBySlugQuery extends GetGroupQuery {
  @IsOptional() @IsUUID() readonly autoInviteId?: string;
}
class ListGroupsQuery extends PageQuery {
  @IsOptional() @IsIn(contentTypes) readonly contentType?: string;
}
class QueryGroupsBody extends QueryBody {
  @IsOptional() @IsIn(contentTypes) readonly contentType?: string;
}

const newestFirst = [{ field: 'createdDate', order: 'DESC' }] as const;

@ApiTags('groups')
@Controller('v2/groups')
export class GroupsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads({ visitors: true })
  async listGroups(@Query() query: ListGroupsQuery, @FromCaller() caller: Caller, @Since() since: Position | null) {
    const all = { filter: { all: [] }, sort: newestFirst, ...pageOf(query) };
    return withoutAccepted(orProblem(await this.queries.execute(new FindGroups(all, caller, since))));
  }

  @Post('query')
  @Reads({ visitors: true })
  async queryGroups(@Body() body: QueryGroupsBody, @FromCaller() caller: Caller, @Since() since: Position | null) {
    const paged = pagedBy(body, groupFields, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindGroups(paged, caller, since))));
  }

  @Get('slugs/*')
  @Reads({ visitors: true })
  @ApiProblems('GROUP_NOT_FOUND')
  async getGroupBySlug(
    @WildcardParam('slug') slug: string,
    @Query() _query: GetGroupBySlugQuery,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetGroup({ slug }, caller, since))));
  }

  @Get(':groupId')
  @Reads({ visitors: true })
  @ApiProblems('GROUP_NOT_FOUND')
  async getGroup(
    @UuidParam('groupId') groupId: string,
    @Query() _query: GetGroupQuery,
    @FromCaller() caller: Caller,
    @Since() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetGroup({ groupId }, caller, since))));
  }
}
