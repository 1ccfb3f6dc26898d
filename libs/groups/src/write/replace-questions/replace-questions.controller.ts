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
import type { Caller } from '@app/kernel';
import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ApiRefusals, orProblem } from '../../problems';
import { AskedQuestion } from '../../shape/answers';
import {
  type GivenQuestion,
  type ReplaceQuestionsProblem,
  type ReplaceQuestionsRefusal,
  replaceQuestionsRefusals,
} from './replace-questions.decision';
import { ReplaceQuestionsCommand, type ReplaceQuestionsOutcome } from './replace-questions.handler';

const MOST_QUESTIONS = 50;

class MembershipQuestionDto {
  @ApiPropertyOptional({ format: 'uuid', nullable: true, description: 'Of a question that stays. Absent: a new one.' })
  @IfPresentOrNull()
  @Uuid()
  readonly id?: string | null;

  @ApiProperty({ minLength: 1, maxLength: 300, example: 'Why do you want to join?' })
  @Text({ min: 1, max: 300 })
  readonly text!: string;

  @ApiPropertyOptional({ default: false, example: true }) @IfPresent() @IsBoolean() readonly required?: boolean;
}

export class ReplaceQuestionsBody {
  @ApiProperty({
    type: MembershipQuestionDto,
    isArray: true,
    maxItems: MOST_QUESTIONS,
    description: 'None: nobody is asked anything.',
  })
  @NestedList(() => MembershipQuestionDto, { max: MOST_QUESTIONS })
  readonly questions!: MembershipQuestionDto[];
}

@ApiTags('membership questions')
@Controller('v2/membership-questions/:groupId')
export class ReplaceQuestionsController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Writes()
  @Responds({ questions: [AskedQuestion] })
  @ApiRefusals(...replaceQuestionsRefusals)
  async createOrReplaceAllMembershipQuestions(
    @UuidParam('groupId') groupId: string,
    @Body() body: ReplaceQuestionsBody,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
  ) {
    const questions = requireUniqueIds('questions', body.questions).map(asGiven);
    const newIds = questions.map((_, n) => newId(`question ${n}`));
    const command = new ReplaceQuestionsCommand({ groupId, questions, newIds, expected }, caller);
    const { on } = orProblem(unlessUnknown(await this.commands.execute(command)));
    return { questions: on.group.questions };
  }
}

const asGiven = ({ id, text, required = false }: MembershipQuestionDto): GivenQuestion => ({
  ...(id != null && { id }),
  text,
  required,
});

/** An id that is none of the group's questions is the request's own fault: a 400, and names the field. */
function unlessUnknown(
  outcome: ReplaceQuestionsOutcome<ReplaceQuestionsRefusal>,
): ReplaceQuestionsOutcome<ReplaceQuestionsProblem> {
  if (outcome.accepted) return outcome;
  const { refusal, ...rest } = outcome;
  if (refusal === 'NO_SUCH_QUESTION')
    throw invalid(`questions[${Number(rest.data?.index)}].id`, 'must be a question of the group');
  return { ...rest, refusal };
}
