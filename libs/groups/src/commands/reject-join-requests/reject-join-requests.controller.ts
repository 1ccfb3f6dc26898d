import { BodyLimit, FromCaller, IfPresent, IsMemberId, NestedList, Responds, Text, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { MAX_ENTRIES, memberIdForm, REJECTIONS_LIMIT_BYTES, uniqueRejections } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { JoinGroupRequestResponse, joinRequestResponse } from '../../http/responses/join-request.response';
import { failuresOf } from '../bulk';
import { RejectJoinRequestsCommand } from './reject-join-requests.command';
import { rejectJoinRequestsRefusals } from './reject-join-requests.decision';

class JoinRequestRejection {
  @ApiProperty({ example: 'mira', ...memberIdForm }) @IsMemberId() readonly memberId!: string;
  @ApiPropertyOptional({ maxLength: 1000, example: 'We are full.' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly reason?: string;
}

export class RejectJoinRequestsBody {
  @ApiProperty({
    type: JoinRequestRejection,
    isArray: true,
    minItems: 1,
    maxItems: 100,
    description: 'The body may hold 5 MiB.',
  })
  @NestedList(() => JoinRequestRejection, { min: 1, max: MAX_ENTRIES })
  readonly rejections!: JoinRequestRejection[];
}

@ApiTags('join requests')
@Controller('v2/groups/:groupId/join-requests/reject')
export class RejectJoinRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @BodyLimit(REJECTIONS_LIMIT_BYTES)
  @Responds({ joinGroupRequests: [JoinGroupRequestResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...rejectJoinRequestsRefusals)
  async rejectJoinGroupRequests(
    @UuidParam('groupId') groupId: string,
    @Body() body: RejectJoinRequestsBody,
    @FromCaller() caller: Caller,
  ) {
    const rejections = uniqueRejections('rejections', body.rejections, ({ memberId }) => memberId);
    const items = rejections.map((rejection) => ({ groupId, ...rejection }));
    const bulk = orProblem(await this.commands.execute(new RejectJoinRequestsCommand(items, caller)));
    const joinGroupRequests = bulk.done.map(({ request: { memberId }, states }) =>
      joinRequestResponse(groupId, memberId, states.targetMembership),
    );
    return { joinGroupRequests, ...failuresOf(bulk) };
  }
}
