import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Violation } from '../../domain/group/group.entrance';
import type { MembershipDocument } from '../../views/memberships.projection';
import { example } from './examples';

/** A rule of a group. */
export class RuleResponse {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Be kind' }) readonly title!: string;
  @ApiPropertyOptional({ maxLength: 2000, example: 'Also to beginners.' }) readonly description?: string;
}

/** A question that people answer when they want to join. */
export class MembershipQuestionResponse {
  @ApiProperty({ format: 'uuid', example: example.questionId }) readonly id!: string;
  @ApiProperty({ minLength: 1, maxLength: 300, example: 'How long have you practised?' }) readonly text!: string;
  @ApiProperty({ example: true }) readonly required!: boolean;
}

class GivenAnswer {
  @ApiProperty({ format: 'uuid', description: 'The id of the question.', example: example.questionId })
  readonly id!: string;
  @ApiProperty({ maxLength: 300, example: 'Since I was six.' }) readonly text!: string;
}

/** The answers of a person to the questions of a group. */
export class MemberAnswersResponse {
  @ApiProperty({ example: example.memberId }) readonly memberId!: string;
  @ApiProperty({ type: [GivenAnswer] }) readonly answers!: readonly GivenAnswer[];
}

class MembershipQuestionsOptions {
  @ApiProperty({
    type: [String],
    description: 'The required questions that are not answered.',
    example: [example.questionId],
  })
  readonly requiredQuestionIds!: readonly string[];
}

const violationTypes = {
  NOT_LOGGED_IN: true,
  ALREADY_JOINED: true,
  BANNED: true,
  PUBLIC_PROFILE_REQUIRED: true,
  JOIN_REQUEST_PENDING: true,
  MEMBERSHIP_QUESTIONS: true,
  ADMIN_APPROVAL: true,
  NONE: true,
} satisfies Record<Violation['violationType'], true>;

/** The first reason why a person cannot join a group at once. */
export class ViolationResponse {
  @ApiProperty({
    enum: Object.keys(violationTypes),
    description: '`NONE`: joining would succeed. `ADMIN_APPROVAL`: a request to join would succeed.',
    example: 'ADMIN_APPROVAL',
  })
  readonly violationType!: Violation['violationType'];
  @ApiPropertyOptional({ type: MembershipQuestionsOptions, description: 'Present only with `MEMBERSHIP_QUESTIONS`.' })
  readonly membershipQuestionsOptions?: MembershipQuestionsOptions;
}

/** The answers of a person, without the texts of the questions. */
export const memberAnswersResponse = ({
  memberId,
  answers = [],
}: Pick<MembershipDocument, 'memberId' | 'answers'>) => ({
  memberId,
  answers: answers.map(({ id, text }) => ({ id, text })),
});
