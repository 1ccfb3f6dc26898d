import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { joinRequestAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { FailureAnswer, JoinGroupRequestAnswer } from '../../shape/answers';
import { distinct, MemberIds } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { approveJoinRequestsRefusals } from './approve-join-requests.decision';
import { ApproveJoinRequestsCommand } from './approve-join-requests.handler';

export class ApproveJoinRequestsBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/approve')
export class ApproveJoinRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequests: [JoinGroupRequestAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...approveJoinRequestsRefusals)
  async approveJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: ApproveJoinRequestsBody,
    @FromCaller() caller: Caller,
  ) {
    const memberIds = distinct(body.memberIds);
    const bulk = orProblem(await this.commands.execute(new ApproveJoinRequestsCommand({ groupId, memberIds }, caller)));
    return {
      joinGroupRequests: bulk.done.map(({ memberId, theirs }) => joinRequestAnswer(groupId, memberId, theirs)),
      ...failuresOf(bulk),
    };
  }
}
