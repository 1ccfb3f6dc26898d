import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FieldViolation, InvalidRequest, Problem } from './problem';

class ApplicationErrorBody {
  @ApiProperty({ example: 'GROUP_NOT_FOUND' }) readonly code!: string;
  @ApiProperty() readonly description!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly data!: Readonly<Record<string, unknown>>;
}

class FieldViolationBody implements FieldViolation {
  @ApiProperty({ example: 'group.name' }) readonly field!: string;
  @ApiProperty() readonly description!: string;
  @ApiProperty({ type: String, example: 'MAX_LENGTH' }) readonly violatedRule!: FieldViolation['violatedRule'];
  @ApiPropertyOptional() readonly ruleName?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) readonly data?: Readonly<
    Record<string, unknown>
  >;
}

class ValidationErrorBody {
  @ApiProperty({ type: [FieldViolationBody] }) readonly fieldViolations!: readonly FieldViolation[];
}

class ErrorDetails {
  @ApiPropertyOptional({ type: ApplicationErrorBody }) readonly applicationError?: ApplicationErrorBody;
  @ApiPropertyOptional({ type: ValidationErrorBody, description: 'With status 400, and only then.' })
  readonly validationError?: ValidationErrorBody;
}

/** The body of every answer that is not a success. Exactly one kind of details: client libraries break on both. */
export class ErrorBody {
  @ApiProperty() readonly message!: string;
  @ApiProperty({ type: ErrorDetails }) readonly details!: ErrorDetails;
}

/** The body for a problem. */
export const problemBody = ({ code, description, data }: Problem): ErrorBody => ({
  message: code,
  details: { applicationError: { code, description, data } },
});

/** Nobody reads more, and an answer should not be longer than what it answers. */
const MOST_VIOLATIONS = 100;

/** The body for a request of the wrong shape. */
export const invalidBody = ({ violations }: InvalidRequest): ErrorBody => ({
  message: 'INVALID_ARGUMENT',
  details: { validationError: { fieldViolations: violations.slice(0, MOST_VIOLATIONS) } },
});
