import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type FieldViolation, type InvalidRequest, type Problem, violatedRules } from './problem';

/** How many violations a response names at most. */
const MAX_VIOLATIONS = 100;

class ApplicationErrorBody {
  @ApiProperty({ description: 'A code for programs.', example: 'GROUP_NOT_FOUND' }) readonly code!: string;
  @ApiProperty({ description: 'A sentence for people.', example: 'There is no such group.' })
  readonly description!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Details of the reason; often empty.',
    example: {},
  })
  readonly data!: Readonly<Record<string, unknown>>;
}

class FieldViolationBody implements FieldViolation {
  @ApiProperty({ description: 'The path of the field in the request.', example: 'group.name' }) readonly field!: string;
  @ApiProperty({
    description: 'Continues a sentence that begins with the field.',
    example: 'must not be longer than 100 characters',
  })
  readonly description!: string;
  @ApiProperty({ enum: Object.keys(violatedRules), example: 'MAX_LENGTH' })
  readonly violatedRule!: FieldViolation['violatedRule'];
  @ApiPropertyOptional({
    description: 'The name of the rule, if `violatedRule` is OTHER.',
    example: 'QUESTIONS_UNANSWERED',
  })
  readonly ruleName?: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Details for correcting the request.',
  })
  readonly data?: Readonly<Record<string, unknown>>;
}

class ValidationErrorBody {
  @ApiProperty({ type: [FieldViolationBody], minItems: 1, maxItems: MAX_VIOLATIONS })
  readonly fieldViolations!: readonly FieldViolation[];
}

class ErrorDetails {
  @ApiPropertyOptional({ type: ApplicationErrorBody }) readonly applicationError?: ApplicationErrorBody;
  @ApiPropertyOptional({ type: ValidationErrorBody, description: 'With status 400, and only then.' })
  readonly validationError?: ValidationErrorBody;
}

/** The body of every error response. It has exactly one of the two kinds of details: client libraries fail on both. */
export class ErrorBody {
  @ApiProperty({ description: 'The code; with status 400 always `INVALID_ARGUMENT`.', example: 'GROUP_NOT_FOUND' })
  readonly message!: string;
  @ApiProperty({ type: ErrorDetails }) readonly details!: ErrorDetails;
}

/** The body for a problem. */
export const problemBody = ({ code, description, data }: Problem): ErrorBody => ({
  message: code,
  details: { applicationError: { code, description, data } },
});

/** The body for an invalid request. At most 100 violations. */
export const invalidBody = ({ violations }: InvalidRequest): ErrorBody => ({
  message: 'INVALID_ARGUMENT',
  details: { validationError: { fieldViolations: violations.slice(0, MAX_VIOLATIONS) } },
});
