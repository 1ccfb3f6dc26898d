import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { MemberResponse, memberResponse } from '../../http/responses/member.response';
import { AcceptInvitationCommand } from './accept-invitation.command';
import { acceptInvitationRefusals } from './accept-invitation.decision';

@ApiTags('invitations')
@Controller('v2/groups/:groupId/invitations/accept')
export class AcceptInvitationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ member: MemberResponse })
  @ApiRefusals(...acceptInvitationRefusals)
  async acceptGroupInvitation(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    const { states } = orProblem(await this.commands.execute(new AcceptInvitationCommand({ groupId }, caller)));
    return { member: memberResponse(caller.memberId!, states.callerMembership, 'MEMBER') };
  }
}
