import { FromCaller, IfPresent, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { BanResponse, banResponse } from '../../http/responses/ban.response';
import { FailureResponse } from '../../http/responses/failure.response';
import { failuresOf } from '../bulk';
import { BanMembersCommand } from './ban-members.command';
import { banAfter, banMembersRefusals } from './ban-members.decision';

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
  @Responds({ bans: [BanResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...banMembersRefusals)
  async banGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: BanMembersBody,
    @FromCaller() caller: Caller,
  ) {
    const { reason } = body;
    const items = uniqueIds(body.memberIds).map((memberId) => ({
      groupId,
      memberId,
      ...(reason !== undefined && { reason }),
    }));
    const bulk = orProblem(await this.commands.execute(new BanMembersCommand(items, caller)));
    return {
      bans: bulk.done.map(({ request: { memberId }, states, events }) =>
        banResponse(memberId, banAfter(states.targetMembership, events), memberId !== caller.memberId),
      ),
      ...failuresOf(bulk),
    };
  }
}
