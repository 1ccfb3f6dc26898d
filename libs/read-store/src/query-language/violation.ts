/** A violated rule of the query language. `field` is its path in the request: `query.filter.name.$startsWith`. */
export type QueryViolation = {
  readonly field: string;
  /** Continues a sentence that begins with the field: `must be a number`. */
  readonly description: string;
  readonly violatedRule:
    'REQUIRED_FIELD' | 'FORMAT' | 'MAX_LENGTH' | 'OUT_OF_RANGE' | 'INVALID_ARGUMENT' | 'UNKNOWN_FIELD';
};

/** Records a violation. Parsing goes on, so that a caller gets all violations at once. */
export type ReportViolation = (
  field: string,
  violatedRule: QueryViolation['violatedRule'],
  description: string,
) => void;

type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object; else reports a violation. */
export function asObject(value: unknown, field: string, report: ReportViolation): JsonObject | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  report(field, 'FORMAT', 'must be an object');
  return undefined;
}

/** The value if it is a list of at most `max` items; else reports a violation. */
export function asList(
  value: unknown,
  field: string,
  max: number,
  report: ReportViolation,
): readonly unknown[] | undefined {
  if (!Array.isArray(value)) report(field, 'FORMAT', 'must be a list');
  else if (value.length > max) report(field, 'MAX_LENGTH', `must hold at most ${max} items`);
  else return value as readonly unknown[];
  return undefined;
}

/** Reports a violation for every key that is not among the known ones. */
export function refuseUnknownKeys(
  object: JsonObject,
  known: readonly string[],
  field: string,
  report: ReportViolation,
): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) report(`${field}.${key}`, 'UNKNOWN_FIELD', 'is not known here');
  }
}
