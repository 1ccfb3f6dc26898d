import type { Scalar } from '../filter';
import type { QueryField } from './field-table';
import type { Complain } from './violation';

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An ISO 8601 date, or date and time with its offset, as `toISOString` writes it; a date alone begins at midnight UTC. */
function normalisedDate(text: string): string | undefined {
  const day = new Date(text.slice(0, 10));
  const exists = isoDate.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  const at = new Date(text);
  if (!exists || Number.isNaN(at.getTime())) return undefined;
  const written = at.toISOString();
  return written.length === 24 ? written : undefined; // years beyond four digits sort otherwise
}

/** The value as documents hold it, if it is one that the field can have; complains if not. `null` is for the caller. */
export function valueFor(field: QueryField, value: unknown, path: string, complain: Complain): Scalar | undefined {
  switch (field.type) {
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      complain(path, 'FORMAT', 'must be a number');
      return undefined;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      complain(path, 'FORMAT', 'must be true or false');
      return undefined;
    case 'date': {
      const date = typeof value === 'string' ? normalisedDate(value) : undefined;
      if (date === undefined) complain(path, 'FORMAT', 'must be a date like 2030-01-31T12:00:00.000Z');
      return date;
    }
    default:
      if (typeof value !== 'string') complain(path, 'FORMAT', 'must be a text');
      else if (field.type === 'enum' && !field.values?.includes(value)) {
        complain(path, 'INVALID_ARGUMENT', `must be one of ${field.values?.join(', ')}`);
      } else return value;
      return undefined;
  }
}
