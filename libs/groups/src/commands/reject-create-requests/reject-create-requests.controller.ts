import { BodyLimit, FromCaller, IfPresent, NestedList, Responds, Text, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { ApiRefusals, orProblem } from '../../http/problems';
import { MAX_ENTRIES, REJECTIONS_LIMIT_BYTES, uniqueRejections } from '../../http/requests/ids.dto';
import { example } from '../../http/responses/examples';
import { FailureResponse } from '../../http/responses/failure.response';
import { GroupRequestResponse, groupRequestResponse } from '../../http/responses/group-request.response';
import { failuresOf } from '../bulk';
import { RejectCreateRequestsCommand } from './reject-create-requests.command';
import { rejectCreateRequestsRefusals } from './reject-create-requests.decision';

class CreateRequestRejection {
  @ApiProperty({ format: 'uuid', example: example.groupRequestId }) @IsUUID() readonly groupRequestId!: string;
  @ApiPropertyOptional({ maxLength: 1000, example: 'There is one already.' })
  @IfPresent()
  @Text({ max: 1000 })
  readonly reason?: string;
}

export class RejectCreateRequestsBody {
  @ApiProperty({
    type: CreateRequestRejection,
    isArray: true,
    minItems: 1,
    maxItems: 100,
    description: 'The body may hold 5 MiB.',
  })
  @NestedList(() => CreateRequestRejection, { min: 1, max: MAX_ENTRIES })
  readonly rejections!: CreateRequestRejection[];
}

@ApiTags('group requests')
@Controller('v2/group-requests/reject')
export class RejectCreateRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @BodyLimit(REJECTIONS_LIMIT_BYTES)
  @Responds({ groupRequest: [GroupRequestResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...rejectCreateRequestsRefusals)
  async rejectGroupRequests(@Body() body: RejectCreateRequestsBody, @FromCaller() caller: Caller) {
    const requested = body.rejections.map(({ groupRequestId, ...reason }) => ({
      groupId: groupRequestId.toLowerCase(),
      ...reason,
    }));
    const rejections = uniqueRejections('rejections', requested, ({ groupId }) => groupId);
    const bulk = orProblem(await this.commands.execute(new RejectCreateRequestsCommand(rejections, caller)));
    return {
      groupRequest: bulk.done.map(({ request, states }) => groupRequestResponse(request.groupId, states.group)),
      ...failuresOf(bulk),
    };
  }
}
