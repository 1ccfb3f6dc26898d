import { FromReader, PageQuery, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { MemberPart, MemberResponse } from '../../http/responses/member.response';
import { PageResponse } from '../../http/responses/page.response';
import { memberList } from '../fields/member.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindMembers } from './members.query';

class QueryGroupMembersBody extends queryBodyOf(memberList) {}

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class MembersController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ members: [MemberResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindMembers, { groupId }, query, memberList, reader);
    return { members: items, metadata };
  }

  @Post('query')
  @Reads()
  @Responds({ members: [MemberPart], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async queryGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: QueryGroupMembersBody,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.query(FindMembers, { groupId }, body, memberList, reader);
    return { members: items, metadata };
  }
}
