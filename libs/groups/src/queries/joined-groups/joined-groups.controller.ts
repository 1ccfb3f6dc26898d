import { FromReader, MemberParam, PageQuery, type Reader, Reads, Responds } from '@app/http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { GroupResponse } from '../../http/responses/group.response';
import { PageResponse } from '../../http/responses/page.response';
import { newestFirst } from '../fields/list-fields';
import { Lists } from '../lists';
import { FindJoinedGroups } from './joined-groups.query';

const inOrder = { order: newestFirst('joinedDate') };

@ApiTags('members')
@Controller('v2/members/:memberId/groups')
export class JoinedGroupsController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ groups: [GroupResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listJoinedGroups(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindJoinedGroups, { memberId }, query, inOrder, reader);
    return { groups: items, metadata };
  }
}
