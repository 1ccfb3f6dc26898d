import { FromReader, PageQuery, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { JoinGroupRequestPart, JoinGroupRequestResponse } from '../../http/responses/join-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { joinRequestList } from '../fields/join-request.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindJoinRequests } from './join-requests.query';

class QueryJoinGroupRequestsBody extends queryBodyOf(joinRequestList) {}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests')
export class JoinRequestsController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  async listJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindJoinRequests, { groupId }, query, joinRequestList, reader);
    return { joinGroupRequests: items, metadata };
  }

  @Post('query')
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestPart], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND')
  async queryJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: QueryJoinGroupRequestsBody,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.query(FindJoinRequests, { groupId }, body, joinRequestList, reader);
    return { joinGroupRequests: items, metadata };
  }
}
