import {
  ConsistentWith,
  CursorsOfList,
  FromCaller,
  type ListCursors,
  MemberParam,
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
import { InvitationResponse, PersonInvitationResponse } from '../../http/responses/invitation.response';
import { PageResponse } from '../../http/responses/page.response';
import { listPage } from '../paging/list-page';
import { withoutAccepted } from '../without-accepted';
import { FindGroupInvitations } from './group-invitations.query';
import { FindPersonInvitations } from './person-invitations.query';

const newestFirst = [{ field: 'invitation.createdDate', order: 'DESC' }] as const;

@ApiTags('invitations')
@Controller('v2')
export class InvitationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('groups/:groupId/invitations')
  @Reads()
  @Responds({ invitations: [InvitationResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupInvitations(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    const asked = new FindGroupInvitations({ groupId, paged }, caller, since);
    return withoutAccepted(orProblem(await this.queries.execute(asked)));
  }

  @Get('members/:memberId/invitations')
  @Reads()
  @Responds({ invitations: [PersonInvitationResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listMemberInvitations(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @CursorsOfList() cursors: ListCursors,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    const paged = await listPage(query, cursors, newestFirst);
    const asked = new FindPersonInvitations({ memberId, paged }, caller, since);
    return withoutAccepted(orProblem(await this.queries.execute(asked)));
  }
}
