import { newId } from '@app/decider';
import {
  type ExpectedRevision,
  FromCaller,
  IfMatch,
  IfPresent,
  IfPresentOrNull,
  invalid,
  NestedList,
  requireUniqueIds,
  Responds,
  Text,
  Uuid,
  UuidParam,
  Writes,
} from '@app/http';
import type { Caller, Refused } from '@app/kernel';
import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ApiRefusals, orProblem } from '../../http/problems';
import { MembershipQuestionResponse } from '../../http/responses/entrance.response';
import { ReplaceQuestionsCommand } from './replace-questions.command';
import { type GivenQuestion, replaceQuestionsRefusals } from './replace-questions.decision';

const MAX_QUESTIONS = 50;

class MembershipQuestionDto {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The id of an existing question. Absent for a new one.',
  })
  @IfPresentOrNull()
  @Uuid()
  readonly id?: string | null;

  @ApiProperty({ minLength: 1, maxLength: 300, example: 'Why do you want to join?' })
  @Text({ max: 300, notBlank: true, oneLine: true })
  readonly text!: string;

  @ApiPropertyOptional({ description: 'If absent: `false`.', example: true })
  @IfPresent()
  @IsBoolean()
  readonly required?: boolean;
}

export class ReplaceQuestionsBody {
  @ApiProperty({
    type: MembershipQuestionDto,
    isArray: true,
    maxItems: MAX_QUESTIONS,
    description: 'An empty list removes all questions.',
  })
  @NestedList(() => MembershipQuestionDto, { max: MAX_QUESTIONS })
  readonly questions!: MembershipQuestionDto[];
}

@ApiTags('membership questions')
@Controller('v2/membership-questions/:groupId')
export class ReplaceQuestionsController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Writes()
  @Responds({ questions: [MembershipQuestionResponse] })
  @ApiRefusals(...replaceQuestionsRefusals)
  async createOrReplaceAllMembershipQuestions(
    @UuidParam('groupId') groupId: string,
    @Body() body: ReplaceQuestionsBody,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
  ) {
    const questions = requireUniqueIds('questions', body.questions).map(givenQuestion);
    const newIds = questions.map((_, n) => newId(`question ${n}`));
    const command = new ReplaceQuestionsCommand({ groupId, questions, newIds, expected }, caller);
    const { states } = orProblem(orUnknownQuestion(await this.commands.execute(command)));
    return { questions: states.group.questions };
  }
}

const givenQuestion = ({ id, text, required = false }: MembershipQuestionDto): GivenQuestion => ({
  ...(id != null && { id }),
  text,
  required,
});

/** An id that is no question of the group is an invalid request (400) with the name of the field. */
function orUnknownQuestion<Accepted extends { readonly accepted: true }, Code extends string>(
  result: Accepted | Refused<Code | 'NO_SUCH_QUESTION'>,
): Accepted | Refused<Exclude<Code, 'NO_SUCH_QUESTION'>> {
  if (!result.accepted && result.refusal === 'NO_SUCH_QUESTION')
    throw invalid(`questions[${Number(result.data?.index)}].id`, 'must be a question of the group');
  return result as Accepted | Refused<Exclude<Code, 'NO_SUCH_QUESTION'>>;
}
