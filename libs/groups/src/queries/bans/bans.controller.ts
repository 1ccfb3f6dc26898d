import {
  ConsistentWith,
  CursorsOfList,
  FromCaller,
  type ListCursors,
  PageQuery,
  Reads,
  Responds,
  UuidParam,
} from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { BanResponse } from '../../http/responses/ban.response';
import { PageResponse } from '../../http/responses/page.response';
import { listPage } from '../paging/list-page';
import { withoutAccepted } from '../without-accepted';
import { FindBans } from './bans.query';

const newestFirst = [{ field: 'ban.createdDate', order: 'DESC' }] as const;

@ApiTags('bans')
@Controller('v2/groups/:groupId/bans')
export class BansController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ bans: [BanResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupBans(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    return withoutAccepted(orProblem(await this.queries.execute(new FindBans({ groupId, paged }, caller, since))));
  }
}
