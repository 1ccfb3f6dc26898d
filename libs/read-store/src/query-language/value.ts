import type { Scalar } from '../filter';
import type { QueryField } from './field-table';
import type { JsonSchema } from './json-schema';
import type { ReportViolation } from './violation';

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * An ISO 8601 date, or date and time with offset, as `toISOString` writes it; a date alone means midnight UTC. `undefined`
 * for anything else.
 */
function normalisedDate(text: string): string | undefined {
  const day = new Date(text.slice(0, 10));
  const exists = isoDate.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  const at = new Date(text);
  if (!exists || Number.isNaN(at.getTime())) return undefined;
  const written = at.toISOString();
  return written.length === 24 ? written : undefined; // years of more than four digits would sort wrongly
}

/** The value as documents hold it; reports a violation if the field cannot have it. `null` is left to the caller. */
export function parseValue(
  field: QueryField,
  value: unknown,
  path: string,
  report: ReportViolation,
): Scalar | undefined {
  switch (field.type) {
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      report(path, 'FORMAT', 'must be a number');
      return undefined;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      report(path, 'FORMAT', 'must be true or false');
      return undefined;
    case 'date': {
      const date = typeof value === 'string' ? normalisedDate(value) : undefined;
      if (date === undefined) report(path, 'FORMAT', 'must be a date like 2030-01-31T12:00:00.000Z');
      return date;
    }
    default:
      if (typeof value !== 'string') report(path, 'FORMAT', 'must be a text');
      else if (field.type === 'enum' && !field.values?.includes(value)) {
        report(path, 'INVALID_ARGUMENT', `must be one of ${field.values?.join(', ')}`);
      } else return value;
      return undefined;
  }
}

/** The schema of the values that `parseValue` takes for a field. */
export function valueSchema({ type, values = [] }: QueryField): JsonSchema {
  switch (type) {
    case 'number':
    case 'boolean':
      return { type };
    case 'date':
      return { type: 'string', pattern: isoDate.source, description: 'An ISO date, or date and time with offset.' };
    case 'enum':
      return { type: 'string', enum: values };
    default:
      return { type: 'string' };
  }
}
