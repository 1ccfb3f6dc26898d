import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { InvitationResponse, invitationResponse } from '../../http/responses/invitation.response';
import { ViewCounts } from '../../runtime/view-counts';
import { failuresOf } from '../bulk';
import { InviteMembersCommand } from './invite-members.command';
import { inviteMembersRefusals } from './invite-members.decision';

export class InviteMembersBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('invitations')
@Controller('v2/groups/:groupId/invitations')
export class InviteMembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Post()
  @Writes()
  @Responds({ invitations: [InvitationResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...inviteMembersRefusals)
  async inviteGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: InviteMembersBody,
    @FromCaller() caller: Caller,
  ) {
    await this.counts.showInvitations(caller, groupId);
    const items = uniqueIds(body.memberIds).map((memberId) => ({ groupId, memberId }));
    const bulk = orProblem(await this.commands.execute(new InviteMembersCommand(items, caller)));
    return {
      invitations: bulk.done.map(({ request: { memberId }, states }) =>
        invitationResponse(groupId, memberId, states.targetMembership),
      ),
      ...failuresOf(bulk),
    };
  }
}
