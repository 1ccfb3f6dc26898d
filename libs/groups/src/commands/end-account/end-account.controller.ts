import { FromCaller, MemberParam, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Delete } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { EndAccountCommand } from './end-account.command';
import { endAccountRefusals } from './end-account.decision';

@ApiTags('directory')
@Controller('v2/site-members/:memberId')
export class EndAccountController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @Writes()
  @Responds({})
  @ApiRefusals(...endAccountRefusals)
  async endSiteMemberAccount(@MemberParam('memberId') memberId: string, @FromCaller() caller: Caller) {
    orProblem(await this.commands.execute(new EndAccountCommand({ memberId }, caller)));
    return {};
  }
}
