/** An invalid part of a request. `field` is its path in the request: `group.name`, `body`. */
export type FieldViolation = {
  readonly field: string;
  /** Continues a sentence that begins with the field: `must be a number`. */
  readonly description: string;
  readonly violatedRule: ViolatedRule;
  /** The name of the rule, if `violatedRule` is `OTHER`. */
  readonly ruleName?: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** The rules that a part of a request can break, and what a broken one means. */
export const violatedRules = {
  REQUIRED_FIELD: 'It has to be there.',
  FORMAT: 'It is of another type, or cannot be read.',
  MIN_LENGTH: 'It is too short, or holds too few.',
  MAX_LENGTH: 'It is too long, or holds too many.',
  OUT_OF_RANGE: 'It is too small or too large a number.',
  INVALID_ARGUMENT: 'It is none of the values that make sense here.',
  UNKNOWN_FIELD: 'There is nothing of this name here.',
  OTHER: 'It breaks another rule, which `ruleName` may name.',
} as const;
/** The name of such a rule. */
export type ViolatedRule = keyof typeof violatedRules;

/** 400: the request is invalid. At least one violation. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  constructor(readonly violations: readonly FieldViolation[]) {
    super('the request is invalid');
  }
}

/** An `InvalidRequest` with one violation. */
export const invalid = (
  field: string,
  description: string,
  violatedRule: ViolatedRule = 'INVALID_ARGUMENT',
): InvalidRequest => new InvalidRequest([{ field, description, violatedRule }]);

type Extras = {
  /** Details of the reason that the caller may know. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Any other error response: a status, a code for programs and a sentence for people. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    readonly description: string,
    { data = {}, headers = {} }: Extras = {},
  ) {
    super(description);
    this.data = data;
    this.headers = headers;
  }
}
