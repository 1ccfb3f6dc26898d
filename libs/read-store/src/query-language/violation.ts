/** What is wrong with one part of a query. `field` is its path in the request: `query.filter.name.$startsWith`. */
export type QueryViolation = {
  readonly field: string;
  /** Reads on from the field: `must be a number`. */
  readonly description: string;
  readonly violatedRule:
    'REQUIRED_FIELD' | 'FORMAT' | 'MAX_LENGTH' | 'OUT_OF_RANGE' | 'INVALID_ARGUMENT' | 'UNKNOWN_FIELD';
};

/** Notes a violation. Reading goes on, so that a caller learns everything at once. */
export type Complain = (field: string, violatedRule: QueryViolation['violatedRule'], description: string) => void;

type Unread = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object; complains if not. */
export function objectIn(value: unknown, field: string, complain: Complain): Unread | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Unread;
  complain(field, 'FORMAT', 'must be an object');
  return undefined;
}

/** The value if it is a list that is not too long; complains if not. */
export function listIn(
  value: unknown,
  field: string,
  most: number,
  complain: Complain,
): readonly unknown[] | undefined {
  if (!Array.isArray(value)) complain(field, 'FORMAT', 'must be a list');
  else if (value.length > most) complain(field, 'MAX_LENGTH', `must hold at most ${most} items`);
  else return value as readonly unknown[];
  return undefined;
}

/** Complains of every key that is not among the known ones. */
export function refuseUnknownKeys(object: Unread, known: readonly string[], field: string, complain: Complain): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) complain(`${field}.${key}`, 'UNKNOWN_FIELD', 'is not known here');
  }
}
