import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { invitationAnswer } from '../../answers';
import { Counts } from '../../counts';
import { ApiRefusals, orProblem } from '../../problems';
import { FailureAnswer, InvitationAnswer } from '../../shape/answers';
import { distinct, MemberIds } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { inviteMembersRefusals } from './invite-members.decision';
import { InviteMembersCommand } from './invite-members.handler';

export class InviteMembersBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('invitations')
@Controller('v2/groups/:groupId/invitations')
export class InviteMembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: Counts,
  ) {}

  @Post()
  @Writes()
  @Responds({ invitations: [InvitationAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...inviteMembersRefusals)
  async inviteGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: InviteMembersBody,
    @FromCaller() caller: Caller,
  ) {
    const memberIds = distinct(body.memberIds);
    const openInvitations = await this.counts.openInvitations(caller.siteId, groupId);
    const command = new InviteMembersCommand({ groupId, memberIds, openInvitations }, caller);
    const bulk = orProblem(await this.commands.execute(command));
    return {
      invitations: bulk.done.map(({ memberId, theirs }) => invitationAnswer(groupId, memberId, theirs)),
      ...failuresOf(bulk),
    };
  }
}
