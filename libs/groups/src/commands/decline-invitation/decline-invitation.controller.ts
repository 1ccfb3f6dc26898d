import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { DeclineInvitationCommand } from './decline-invitation.command';
import { declineInvitationRefusals } from './decline-invitation.decision';

@ApiTags('invitations')
@Controller('v2/groups/:groupId/invitations/decline')
export class DeclineInvitationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({})
  @ApiRefusals(...declineInvitationRefusals)
  async declineGroupInvitation(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    orProblem(await this.commands.execute(new DeclineInvitationCommand({ groupId }, caller)));
    return {};
  }
}
