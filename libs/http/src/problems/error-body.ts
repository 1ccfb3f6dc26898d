import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type FieldViolation, type InvalidRequest, type Problem, violatedRules } from './problem';

/** Nobody reads more, and an answer should not be longer than what it answers. */
const MAX_VIOLATIONS = 100;

class ApplicationErrorBody {
  @ApiProperty({ description: 'For programs.', example: 'GROUP_NOT_FOUND' }) readonly code!: string;
  @ApiProperty({ description: 'For people.', example: 'There is no such group.' }) readonly description!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What the caller may know of the reason: often nothing.',
    example: {},
  })
  readonly data!: Readonly<Record<string, unknown>>;
}

class FieldViolationBody implements FieldViolation {
  @ApiProperty({ description: 'Its path in the request.', example: 'group.name' }) readonly field!: string;
  @ApiProperty({ description: 'Reads on from the field.', example: 'must not be longer than 100 characters' })
  readonly description!: string;
  @ApiProperty({ enum: Object.keys(violatedRules), example: 'MAX_LENGTH' })
  readonly violatedRule!: FieldViolation['violatedRule'];
  @ApiPropertyOptional({ description: 'With the rule OTHER: which one.', example: 'QUESTIONS_UNANSWERED' })
  readonly ruleName?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'What helps to put it right.' })
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

/** The body of every answer that is not a success. Exactly one kind of details: client libraries break on both. */
export class ErrorBody {
  @ApiProperty({ description: 'The code, or `INVALID_ARGUMENT` with status 400.', example: 'GROUP_NOT_FOUND' })
  readonly message!: string;
  @ApiProperty({ type: ErrorDetails }) readonly details!: ErrorDetails;
}

/** The body for a problem. */
export const problemBody = ({ code, description, data }: Problem): ErrorBody => ({
  message: code,
  details: { applicationError: { code, description, data } },
});

/** The body for a request of the wrong shape. */
export const invalidBody = ({ violations }: InvalidRequest): ErrorBody => ({
  message: 'INVALID_ARGUMENT',
  details: { validationError: { fieldViolations: violations.slice(0, MAX_VIOLATIONS) } },
});
