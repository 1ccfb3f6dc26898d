import { IfPresent, IfPresentOrNull, InvalidRequest, NestedList, requireUniqueIds, Text, Uuid } from '@app/http';
import type { Refused } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { example } from '../responses/examples';

/** The maximum number of answers in one request: as many as a group can have questions. */
const MAX_ANSWERS = 50;

/** One answer: the id of the question, and the text. */
export class MembershipQuestionAnswerDto {
  @ApiProperty({ format: 'uuid', example: example.questionId }) @Uuid() readonly id!: string;
  @ApiProperty({ maxLength: 300, example: 'Since I was six.' }) @Text({ max: 300 }) readonly text!: string;
}

/** The answers in a request to join or to request to join: at most 50, of at most 300 characters each. */
export const MembershipQuestionAnswers = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: MembershipQuestionAnswerDto, isArray: true, maxItems: MAX_ANSWERS }),
    IfPresent(),
    NestedList(() => MembershipQuestionAnswerDto, { max: MAX_ANSWERS }),
  );

/** The id of an invite link, which clients may send, in a body also as `null`. It has no effect. */
export const AutoInviteId = ({ nullable }: { readonly nullable: boolean }): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      format: 'uuid',
      ...(nullable && { nullable }),
      description: 'Accepted for compatibility; has no effect.',
      example: example.groupId,
    }),
    IfPresentOrNull(),
    Uuid(),
  );

/** The answers in a body. Throws `InvalidRequest` when a question is answered twice. */
export const uniqueAnswers = (body: {
  readonly membershipQuestionAnswers?: readonly MembershipQuestionAnswerDto[];
}): readonly MembershipQuestionAnswerDto[] =>
  requireUniqueIds('membershipQuestionAnswers', body.membershipQuestionAnswers ?? []);

/** The refusals of answers. They are errors in the request, so the response is 400 and names the field. */
export const answerRefusals = ['QUESTIONS_UNANSWERED', 'ANSWER_TO_NO_QUESTION'] as const;
type AnswerRefusal = (typeof answerRefusals)[number];

/** Throws `InvalidRequest` when the answers were refused; otherwise returns the result. */
export function throwIfAnswersRefused<Accepted extends { readonly accepted: true }, Code extends string>(
  result: Accepted | Refused<Code | AnswerRefusal>,
): Accepted | Refused<Exclude<Code, AnswerRefusal>> {
  if (result.accepted) return result;
  const { refusal, data = {} } = result;
  if (refusal === 'QUESTIONS_UNANSWERED') throw unansweredQuestions(data);
  if (refusal === 'ANSWER_TO_NO_QUESTION') throw unknownQuestion(Number(data.index));
  return result as Refused<Exclude<Code, AnswerRefusal>>;
}

const unansweredQuestions = (data: Readonly<Record<string, unknown>>): InvalidRequest =>
  new InvalidRequest([
    {
      field: 'membershipQuestionAnswers',
      description: 'must answer every required question',
      violatedRule: 'OTHER',
      ruleName: 'QUESTIONS_UNANSWERED',
      data,
    },
  ]);

const unknownQuestion = (index: number): InvalidRequest =>
  new InvalidRequest([
    {
      field: `membershipQuestionAnswers[${index}].id`,
      description: 'must be a question of the group',
      violatedRule: 'INVALID_ARGUMENT',
    },
  ]);
