import { FromCaller, IfPresent, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { banAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { BanAnswer, FailureAnswer } from '../../shape/answers';
import { distinct, MemberIds } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { banMembersRefusals } from './ban-members.decision';
import { BanMembersCommand } from './ban-members.handler';

export class BanMembersBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
  @ApiPropertyOptional({ maxLength: 1000, description: 'Not shown to those who are banned.', example: 'Spam.' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly reason?: string;
}

@ApiTags('bans')
@Controller('v2/groups/:groupId/bans')
export class BanMembersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ bans: [BanAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...banMembersRefusals)
  async banGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: BanMembersBody,
    @FromCaller() caller: Caller,
  ) {
    const { reason } = body;
    const asking = { groupId, memberIds: distinct(body.memberIds), ...(reason !== undefined && { reason }) };
    const bulk = orProblem(await this.commands.execute(new BanMembersCommand(asking, caller)));
    return {
      bans: bulk.done.map(({ memberId, ban }) => banAnswer(memberId, ban, memberId !== caller.memberId)),
      ...failuresOf(bulk),
    };
  }
}
