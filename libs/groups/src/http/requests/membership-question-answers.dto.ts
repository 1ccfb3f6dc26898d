import { InvalidRequest, NestedList, Text, requireUniqueIds, Uuid, IfPresent, IfPresentOrNull } from '@app/http';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Refused } from '@app/kernel';
import { example } from '../responses/examples';

/** The most answers of one request: as many as a group can have questions. */
const MOST_ANSWERS = 50;

class MembershipQuestionAnswerDto {
  @ApiProperty({ format: 'uuid', example: example.questionId }) @Uuid() readonly id!: string;
  @ApiProperty({ maxLength: 300, example: 'Since I was six.' }) @Text({ max: 300 }) readonly text!: string;
}
export type MembershipQuestionResponse = MembershipQuestionAnswerDto;

/** What somebody answers who joins or asks to: at most 50 answers of at most 300 characters. */
export const MembershipQuestionAnswers = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: MembershipQuestionAnswerDto, isArray: true, maxItems: MOST_ANSWERS }),
    IfPresent(),
    NestedList(() => MembershipQuestionAnswerDto, { max: MOST_ANSWERS }),
  );

/** The id of an invite link, which callers who followed one may send along: it changes nothing. */
export const AutoInviteId = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ format: 'uuid', description: 'Without effect.', example: example.groupId }),
    IfPresentOrNull(),
    Uuid(),
  );

/** The answers in a body; throws `InvalidRequest` where a question is answered twice. */
export const uniqueAnswers = (body: {
  readonly membershipQuestionAnswers?: readonly MembershipQuestionResponse[];
}): readonly MembershipQuestionResponse[] =>
  requireUniqueIds('membershipQuestionAnswers', body.membershipQuestionAnswers ?? []);

/** The refusals of answers: the request's own fault, so that they are 400 and name the field. */
export const answerRefusals = ['QUESTIONS_UNANSWERED', 'ANSWER_TO_NO_QUESTION'] as const;
type AnswerRefusal = (typeof answerRefusals)[number];

/** Throws `InvalidRequest` where the answers were refused; everything else it passes on. */
export function throwIfAnswersRefused<Accepted extends { readonly accepted: true }, Code extends string>(
  outcome: Accepted | Refused<Code | AnswerRefusal>,
): Accepted | Refused<Exclude<Code, AnswerRefusal>> {
  if (outcome.accepted) return outcome;
  const { refusal, data = {} } = outcome;
  if (refusal === 'QUESTIONS_UNANSWERED') throw unanswered(data);
  if (refusal === 'ANSWER_TO_NO_QUESTION') throw noQuestion(Number(data.index));
  return outcome as Refused<Exclude<Code, AnswerRefusal>>;
}

const unanswered = (data: Readonly<Record<string, unknown>>): InvalidRequest =>
  new InvalidRequest([
    {
      field: 'membershipQuestionAnswers',
      description: 'must answer every required question',
      violatedRule: 'OTHER',
      ruleName: 'QUESTIONS_UNANSWERED',
      data,
    },
  ]);

const noQuestion = (index: number): InvalidRequest =>
  new InvalidRequest([
    {
      field: `membershipQuestionAnswers[${index}].id`,
      description: 'must be a question of the group',
      violatedRule: 'INVALID_ARGUMENT',
    },
  ]);
