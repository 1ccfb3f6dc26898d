import { FromReader, PageQuery, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { BanResponse } from '../../http/responses/ban.response';
import { PageResponse } from '../../http/responses/page.response';
import { newestFirst } from '../fields/list-fields';
import { Lists } from '../lists';
import { FindBans } from './bans.query';

const inOrder = { order: newestFirst('ban.createdDate') };

@ApiTags('bans')
@Controller('v2/groups/:groupId/bans')
export class BansController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ bans: [BanResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupBans(@UuidParam('groupId') groupId: string, @Query() query: PageQuery, @FromReader() reader: Reader) {
    const { items, metadata } = await this.lists.list(FindBans, { groupId }, query, inOrder, reader);
    return { bans: items, metadata };
  }
}
