import { ConsistentWith, FromCaller, Reads, Responds, UuidParam } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { RuleResponse } from '../../http/responses/entrance.response';
import { withoutAccepted } from '../without-accepted';
import { GetRules } from './rules.query';

@ApiTags('rules')
@Controller('v2/rules/:groupId')
export class RulesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads({ visitors: true })
  @Responds({ rules: [RuleResponse] })
  @ApiProblems('GROUP_NOT_FOUND')
  async listRules(
    @UuidParam('groupId') groupId: string,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetRules({ groupId }, caller, since))));
  }
}
