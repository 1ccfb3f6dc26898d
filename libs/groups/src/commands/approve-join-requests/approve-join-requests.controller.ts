import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { JoinGroupRequestResponse, joinRequestResponse } from '../../http/responses/join-request.response';
import { failuresOf } from '../bulk';
import { ApproveJoinRequestsCommand } from './approve-join-requests.command';
import { approveJoinRequestsRefusals } from './approve-join-requests.decision';

export class ApproveJoinRequestsBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/approve')
export class ApproveJoinRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...approveJoinRequestsRefusals)
  async approveJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: ApproveJoinRequestsBody,
    @FromCaller() caller: Caller,
  ) {
    const items = uniqueIds(body.memberIds).map((memberId) => ({ groupId, memberId }));
    const bulk = orProblem(await this.commands.execute(new ApproveJoinRequestsCommand(items, caller)));
    return {
      joinGroupRequests: bulk.done.map(({ request: { memberId }, states }) =>
        joinRequestResponse(groupId, memberId, states.targetMembership),
      ),
      ...failuresOf(bulk),
    };
  }
}
