import { FromCaller, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { groupRequestAnswer } from '../../answers';
import { ApiRefusals, orProblem } from '../../problems';
import { FailureAnswer, GroupRequestAnswer } from '../../shape/answers';
import { distinct, Uuids } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { approveCreateRequestsRefusals } from './approve-create-requests.decision';
import { ApproveCreateRequestsCommand } from './approve-create-requests.handler';

export class ApproveCreateRequestsBody {
  @ApiProperty({ isArray: true, type: String, format: 'uuid', maxItems: 100 })
  @Uuids()
  readonly groupRequestIds!: string[];
}

@ApiTags('group requests')
@Controller('v2/group-requests/approve')
export class ApproveCreateRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ groupRequest: [GroupRequestAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...approveCreateRequestsRefusals)
  async approveGroupRequests(@Body() { groupRequestIds }: ApproveCreateRequestsBody, @FromCaller() caller: Caller) {
    const groupIds = distinct(groupRequestIds.map((id) => id.toLowerCase()));
    const bulk = orProblem(await this.commands.execute(new ApproveCreateRequestsCommand({ groupIds }, caller)));
    return {
      groupRequest: bulk.done.map(({ groupId, group }) => groupRequestAnswer(groupId, group)),
      ...failuresOf(bulk),
    };
  }
}
