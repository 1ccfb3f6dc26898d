import {
  ETag,
  FromReader,
  PageQuery,
  type Reader,
  Reads,
  Responds,
  type SetETag,
  UuidParam,
  WildcardParam,
} from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { ApiProblems, orProblem } from '../../http/problems';
import { InContentType } from '../../http/requests/group.dto';
import { AutoInviteId } from '../../http/requests/membership-question-answers.dto';
import { GroupPart, GroupResponse } from '../../http/responses/group.response';
import { PageResponse } from '../../http/responses/page.response';
import { groupList } from '../fields/group.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindGroups } from './find-groups.query';
import { GetGroup } from './get-group.query';

class GetGroupQuery {
  @InContentType() readonly contentType?: ContentType;
}
class GetGroupBySlugQuery extends GetGroupQuery {
  @AutoInviteId({ nullable: false }) readonly autoInviteId?: string;
}
class ListGroupsQuery extends PageQuery {
  @InContentType() readonly contentType?: ContentType;
}
class QueryGroupsBody extends queryBodyOf(groupList) {
  @InContentType() readonly contentType?: ContentType;
}

@ApiTags('groups')
@Controller('v2/groups')
export class GroupsController {
  constructor(
    private readonly lists: Lists,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Reads({ visitors: true })
  @Responds({ groups: [GroupResponse], metadata: PageResponse })
  async listGroups(@Query() query: ListGroupsQuery, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.list(FindGroups, contentTypeIn(query), query, groupList, reader);
    return { groups: items, metadata };
  }

  @Post('query')
  @Reads({ visitors: true })
  @Responds({ groups: [GroupPart], metadata: PageResponse })
  async queryGroups(@Body() body: QueryGroupsBody, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.query(FindGroups, contentTypeIn(body), body, groupList, reader);
    return { groups: items, metadata };
  }

  @Get('slugs/*')
  @Reads({ visitors: true })
  @Responds({ group: GroupResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  getGroupBySlug(
    @WildcardParam('slug') slug: string,
    @Query() query: GetGroupBySlugQuery,
    @FromReader() reader: Reader,
    @ETag() setETag: SetETag,
  ) {
    return this.getOne(new GetGroup({ slug, ...contentTypeIn(query) }, reader), setETag);
  }

  @Get(':groupId')
  @Reads({ visitors: true })
  @Responds({ group: GroupResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  getGroup(
    @UuidParam('groupId') groupId: string,
    @Query() query: GetGroupQuery,
    @FromReader() reader: Reader,
    @ETag() setETag: SetETag,
  ) {
    return this.getOne(new GetGroup({ groupId, ...contentTypeIn(query) }, reader), setETag);
  }

  private async getOne(query: GetGroup, setETag: SetETag) {
    const { group, revision } = orProblem(await this.queries.execute(query));
    setETag(revision);
    return { group };
  }
}

const contentTypeIn = ({ contentType }: GetGroupQuery): { contentType?: ContentType } =>
  contentType === undefined ? {} : { contentType };
