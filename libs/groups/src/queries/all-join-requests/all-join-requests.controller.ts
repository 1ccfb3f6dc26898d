import { FromReader, PageQuery, type Reader, Reads, Responds } from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JoinGroupRequestPart, JoinGroupRequestResponse } from '../../http/responses/join-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { joinRequestList } from '../fields/join-request.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindAllJoinRequests } from './all-join-requests.query';

class QueryAllJoinRequestsBody extends queryBodyOf(joinRequestList) {}

@ApiTags('join requests')
@Controller('v2/join-requests')
export class AllJoinRequestsController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], metadata: PageResponse })
  async listAllJoinRequests(@Query() query: PageQuery, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.list(FindAllJoinRequests, {}, query, joinRequestList, reader);
    return { joinGroupRequests: items, metadata };
  }

  @Post('query')
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestPart], metadata: PageResponse })
  async queryAllJoinRequests(@Body() body: QueryAllJoinRequestsBody, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.query(FindAllJoinRequests, {}, body, joinRequestList, reader);
    return { joinGroupRequests: items, metadata };
  }
}
