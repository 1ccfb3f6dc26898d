import { FromReader, MemberParam, PageQuery, type Reader, Reads, Responds } from '@app/http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { JoinGroupRequestResponse } from '../../http/responses/join-request.response';
import { PageResponse } from '../../http/responses/page.response';
import { joinRequestList } from '../fields/join-request.fields';
import { Lists } from '../lists';
import { FindPersonsJoinRequests } from './persons-join-requests.query';

@ApiTags('join requests')
@Controller('v2/members/:memberId/join-requests')
export class PersonsJoinRequestsController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listPersonsJoinRequests(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(
      FindPersonsJoinRequests,
      { memberId },
      query,
      joinRequestList,
      reader,
    );
    return { joinGroupRequests: items, metadata };
  }
}
