/** What is wrong with one part of a request. `field` is its path as the caller wrote it: `group.name`, `body`. */
export type FieldViolation = {
  readonly field: string;
  /** Reads on from the field: `must be a number`. */
  readonly description: string;
  readonly violatedRule: ViolatedRule;
  readonly ruleName?: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** The rules that a part of a request can break, and what each says of it. */
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
export type ViolatedRule = keyof typeof violatedRules;

/** 400: the request has the wrong shape. At least one violation. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  constructor(readonly violations: readonly FieldViolation[]) {
    super('the request has the wrong shape');
  }
}

/** 400 for one field. */
export const invalid = (
  field: string,
  description: string,
  violatedRule: ViolatedRule = 'INVALID_ARGUMENT',
): InvalidRequest => new InvalidRequest([{ field, description, violatedRule }]);

type Extras = {
  /** What the caller may know of the reason. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Any other answer that is not a success: a status, a code for programs and a sentence for people. */
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
