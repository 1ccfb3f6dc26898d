import { FromCaller, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, Uuids } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { GroupRequestResponse, groupRequestResponse } from '../../http/responses/group-request.response';
import { failuresOf } from '../bulk';
import { ApproveCreateRequestsCommand } from './approve-create-requests.command';
import { approveCreateRequestsRefusals } from './approve-create-requests.decision';

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
  @Responds({ groupRequest: [GroupRequestResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...approveCreateRequestsRefusals)
  async approveGroupRequests(@Body() { groupRequestIds }: ApproveCreateRequestsBody, @FromCaller() caller: Caller) {
    const items = uniqueIds(groupRequestIds).map((groupId) => ({ groupId }));
    const bulk = orProblem(await this.commands.execute(new ApproveCreateRequestsCommand(items, caller)));
    return {
      groupRequest: bulk.done.map(({ request, states }) => groupRequestResponse(request.groupId, states.group)),
      ...failuresOf(bulk),
    };
  }
}
