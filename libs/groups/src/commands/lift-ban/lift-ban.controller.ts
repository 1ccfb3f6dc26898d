import { FromCaller, MemberParam, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Delete } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { LiftBanCommand } from './lift-ban.command';
import { liftBanRefusals } from './lift-ban.decision';

@ApiTags('bans')
@Controller('v2/groups/:groupId/bans/:memberId')
export class LiftBanController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @Writes()
  @Responds({})
  @ApiRefusals(...liftBanRefusals)
  async liftBan(
    @UuidParam('groupId') groupId: string,
    @MemberParam('memberId') memberId: string,
    @FromCaller() caller: Caller,
  ) {
    orProblem(await this.commands.execute(new LiftBanCommand({ groupId, memberId }, caller)));
    return {};
  }
}
