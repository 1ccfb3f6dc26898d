import { FromReader, MemberParam, PageQuery, type Reader, Reads, Responds, UuidParam } from '@app/http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { InvitationResponse, PersonInvitationResponse } from '../../http/responses/invitation.response';
import { PageResponse } from '../../http/responses/page.response';
import { newestFirst } from '../fields/list-fields';
import { Lists } from '../lists';
import { FindGroupInvitations } from './group-invitations.query';
import { FindPersonInvitations } from './person-invitations.query';

const inOrder = { order: newestFirst('invitation.createdDate') };

@ApiTags('invitations')
@Controller('v2')
export class InvitationsController {
  constructor(private readonly lists: Lists) {}

  @Get('groups/:groupId/invitations')
  @Reads()
  @Responds({ invitations: [InvitationResponse], metadata: PageResponse })
  @ApiProblems('GROUP_NOT_FOUND', 'PERMISSION_DENIED')
  async listGroupInvitations(
    @UuidParam('groupId') groupId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindGroupInvitations, { groupId }, query, inOrder, reader);
    return { invitations: items, metadata };
  }

  @Get('members/:memberId/invitations')
  @Reads()
  @Responds({ invitations: [PersonInvitationResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listMemberInvitations(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindPersonInvitations, { memberId }, query, inOrder, reader);
    return { invitations: items, metadata };
  }
}
