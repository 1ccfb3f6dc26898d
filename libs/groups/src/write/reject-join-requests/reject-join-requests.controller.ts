import { FromCaller, IfPresent, IsMemberId, NestedList, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { joinRequestAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { FailureAnswer, JoinGroupRequestAnswer } from '../../shape/answers';
import { distinctRejections, MOST_ENTRIES } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { rejectJoinRequestsRefusals } from './reject-join-requests.decision';
import { RejectJoinRequestsCommand } from './reject-join-requests.handler';

class JoinRequestRejection {
  @ApiProperty({ example: 'mira' }) @IsMemberId() readonly memberId!: string;
  @ApiPropertyOptional({ maxLength: 1000, example: 'We are full.' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly reason?: string;
}

export class RejectJoinRequestsBody {
  @ApiProperty({ type: JoinRequestRejection, isArray: true, maxItems: 100 })
  @NestedList(() => JoinRequestRejection, { min: 1, max: MOST_ENTRIES })
  readonly rejections!: JoinRequestRejection[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/reject')
export class RejectJoinRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ joinGroupRequests: [JoinGroupRequestAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...rejectJoinRequestsRefusals)
  async rejectJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: RejectJoinRequestsBody,
    @FromCaller() caller: Caller,
  ) {
    const rejections = distinctRejections('rejections', body.rejections, ({ memberId }) => memberId);
    const bulk = orProblem(await this.commands.execute(new RejectJoinRequestsCommand({ groupId, rejections }, caller)));
    const joinGroupRequests = bulk.done.map(({ memberId, theirs }) => joinRequestAnswer(groupId, memberId, theirs));
    return { joinGroupRequests, ...failuresOf(bulk) };
  }
}
