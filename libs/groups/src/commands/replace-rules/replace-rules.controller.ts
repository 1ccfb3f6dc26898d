import {
  type ExpectedRevision,
  FromCaller,
  IfMatch,
  IfPresent,
  NestedList,
  Responds,
  Text,
  UuidParam,
  Writes,
} from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { RuleResponse } from '../../http/responses/entrance.response';
import { ReplaceRulesCommand } from './replace-rules.command';
import { replaceRulesRefusals } from './replace-rules.decision';

const MAX_RULES = 100;

class RuleDto {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Be kind' })
  @Text({ max: 200, notBlank: true, oneLine: true })
  readonly title!: string;
  @ApiPropertyOptional({ maxLength: 2000, example: 'Also to beginners.' })
  @IfPresent()
  @Text({ max: 2000 })
  readonly description?: string;
}

export class ReplaceRulesBody {
  @ApiProperty({ type: RuleDto, isArray: true, maxItems: MAX_RULES, description: 'An empty list removes all rules.' })
  @NestedList(() => RuleDto, { max: MAX_RULES })
  readonly rules!: RuleDto[];
}

@ApiTags('rules')
@Controller('v2/rules/:groupId')
export class ReplaceRulesController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Writes()
  @Responds({ groupId: String, rules: [RuleResponse] })
  @ApiRefusals(...replaceRulesRefusals)
  async createOrReplaceAllRules(
    @UuidParam('groupId') groupId: string,
    @Body() body: ReplaceRulesBody,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
  ) {
    const rules = body.rules.map(({ title, description }) => ({
      title,
      ...(description !== undefined && { description }),
    }));
    const { states } = orProblem(
      await this.commands.execute(new ReplaceRulesCommand({ groupId, rules, expected }, caller)),
    );
    return { groupId, rules: states.group.rules };
  }
}
