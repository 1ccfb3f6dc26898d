import { FromReader, PageQuery, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { GroupRequestPart, GroupRequestResponse } from '../../http/responses/group-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { createRequestList } from '../fields/create-request.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindCreateRequests, GetCreateRequest } from './create-requests.query';

class QueryGroupRequestsBody extends queryBodyOf(createRequestList) {}

@ApiTags('group requests')
@Controller('v2/group-requests')
export class CreateRequestsController {
  constructor(
    private readonly lists: Lists,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Reads()
  @Responds({ groupRequests: [GroupRequestResponse], metadata: PageResponse })
  async listGroupRequests(@Query() query: PageQuery, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.list(FindCreateRequests, {}, query, createRequestList, reader);
    return { groupRequests: items, metadata };
  }

  @Post('query')
  @Reads()
  @Responds({ groupRequests: [GroupRequestPart], metadata: PageResponse })
  async queryGroupRequests(@Body() body: QueryGroupRequestsBody, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.query(FindCreateRequests, {}, body, createRequestList, reader);
    return { groupRequests: items, metadata };
  }

  @Get(':groupRequestId')
  @Reads()
  @Responds({ groupRequest: GroupRequestResponse })
  @ApiProblems('CREATE_REQUEST_NOT_FOUND')
  async getGroupRequest(@UuidParam('groupRequestId') groupId: string, @FromReader() reader: Reader) {
    const { groupRequest } = orProblem(await this.queries.execute(new GetCreateRequest({ groupId }, reader)));
    return { groupRequest };
  }
}
