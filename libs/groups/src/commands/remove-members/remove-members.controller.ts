import { FromCaller, QueryList, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Delete, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { failuresOf } from '../bulk';
import { RemoveMembersCommand } from './remove-members.command';
import { removeMembersRefusals } from './remove-members.decision';

export class RemoveMembersQuery {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @QueryList() @MemberIds() readonly memberIds!: string[];
}

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class RemoveMembersController {
  constructor(private readonly commands: CommandBus) {}

  @Delete()
  @Writes()
  @Responds({ 'failures?': [FailureResponse] })
  @ApiRefusals(...removeMembersRefusals)
  async removeGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Query() query: RemoveMembersQuery,
    @FromCaller() caller: Caller,
  ) {
    const items = uniqueIds(query.memberIds).map((memberId) => ({ groupId, memberId }));
    return failuresOf(orProblem(await this.commands.execute(new RemoveMembersCommand(items, caller))));
  }
}
