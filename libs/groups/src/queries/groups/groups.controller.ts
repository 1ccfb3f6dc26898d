import {
  ConsistentWith,
  CursorsOfList,
  ETag,
  FromCaller,
  type ListCursors,
  PageQuery,
  Reads,
  Responds,
  type SetETag,
  UuidParam,
  WildcardParam,
} from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { ApiProblems, orProblem } from '../../http/problems';
import { GroupPart, GroupResponse } from '../../http/responses/group.response';
import { PageResponse } from '../../http/responses/page.response';
import { AutoInviteId } from '../../http/requests/membership-question-answers.dto';
import { InContentType } from '../../http/requests/group.dto';
import { groupsQueried } from '../paging/fields';
import { listPage } from '../paging/list-page';
import { pickFields } from '../paging/picked-fields';
import { queriedPage, QueryBody } from '../paging/query-body';
import { withoutAccepted } from '../without-accepted';
import { FindGroups } from './find-groups.query';
import { GetGroup } from './get-group.query';

class GetGroupQuery {
  @InContentType() readonly contentType?: ContentType;
}
class GetGroupBySlugQuery extends GetGroupQuery {
  @AutoInviteId() readonly autoInviteId?: string;
}
class ListGroupsQuery extends PageQuery {
  @InContentType() readonly contentType?: ContentType;
}
class QueryGroupsBody extends QueryBody {
  @InContentType() readonly contentType?: ContentType;
}

const newestFirst = [{ field: 'createdDate', order: 'DESC' }] as const;

@ApiTags('groups')
@Controller('v2/groups')
export class GroupsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads({ visitors: true })
  @Responds({ groups: [GroupResponse], metadata: PageResponse })
  async listGroups(
    @Query() query: ListGroupsQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { contentType } = query;
    const all = { ...(await listPage(query, cursors, newestFirst)), ...(contentType && { contentType }) };
    return withoutAccepted(orProblem(await this.queries.execute(new FindGroups(all, caller, since))));
  }

  @Post('query')
  @Reads({ visitors: true })
  @Responds({ groups: [GroupPart], metadata: PageResponse })
  async queryGroups(
    @Body() body: QueryGroupsBody,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const { contentType } = body;
    const { fields, ...paged } = await queriedPage(body, cursors, groupsQueried, newestFirst);
    const find = new FindGroups({ ...paged, ...(contentType && { contentType }) }, caller, since);
    return pickFields(withoutAccepted(orProblem(await this.queries.execute(find))), fields);
  }

  @Get('slugs/*')
  @Reads({ visitors: true })
  @Responds({ group: GroupResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  async getGroupBySlug(
    @WildcardParam('slug') slug: string,
    @Query() { contentType }: GetGroupBySlugQuery,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
    @ETag() tag: SetETag,
  ) {
    const get = new GetGroup({ slug, ...(contentType && { contentType }) }, caller, since);
    const { group, revision } = orProblem(await this.queries.execute(get));
    tag(revision);
    return { group };
  }

  @Get(':groupId')
  @Reads({ visitors: true })
  @Responds({ group: GroupResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  async getGroup(
    @UuidParam('groupId') groupId: string,
    @Query() { contentType }: GetGroupQuery,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
    @ETag() tag: SetETag,
  ) {
    const get = new GetGroup({ groupId, ...(contentType && { contentType }) }, caller, since);
    const { group, revision } = orProblem(await this.queries.execute(get));
    tag(revision);
    return { group };
  }
}
