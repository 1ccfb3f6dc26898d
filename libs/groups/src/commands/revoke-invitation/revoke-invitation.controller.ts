import { FromCaller, MemberParam, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Delete } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { RevokeInvitationCommand } from './revoke-invitation.command';
import { revokeInvitationRefusals } from './revoke-invitation.decision';

@ApiTags('invitations')
@Controller('v2/groups/:groupId/invitations/:memberId')
export class RevokeInvitationController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @Writes()
  @Responds({})
  @ApiRefusals(...revokeInvitationRefusals)
  async revokeGroupInvitation(
    @UuidParam('groupId') groupId: string,
    @MemberParam('memberId') memberId: string,
    @FromCaller() caller: Caller,
  ) {
    orProblem(await this.commands.execute(new RevokeInvitationCommand({ groupId, memberId }, caller)));
    return {};
  }
}
