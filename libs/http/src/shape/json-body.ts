import { invalid, InvalidRequest } from '../problems/problem';
import { duplicateName } from './repeated-name';
import { isReservedName, unknownField } from './unknown-field';

export type JsonObject = Record<string, unknown>;

const MAX_DEPTH = 32;
const LONE_SURROGATE = /\p{Surrogate}/u;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON object that a request body holds; no bytes count as `{}`. Throws `InvalidRequest` on `body` for bytes that are no
 * UTF-8, text that is no JSON, anything but an object, more than 32 levels, and text with half a character; on the field itself
 * for a name that every object knows already, which would be lost on the way, and for one that its object has twice.
 */
export function jsonBody(bytes: Uint8Array): JsonObject {
  if (bytes.byteLength === 0) return {};
  const text = textOf(bytes);
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('body', 'must be a JSON object', 'FORMAT');
  check(body, 1, '');
  const repeated = duplicateName(text);
  if (repeated !== undefined) throw invalid(repeated, 'must not be there twice', 'FORMAT');
  return body as JsonObject;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notJson();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = () => invalid('body', 'must be JSON in UTF-8', 'FORMAT');

function check(value: unknown, depth: number, path: string): void {
  if (typeof value === 'string') return checkText(value);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw invalid('body', `must not be nested deeper than ${MAX_DEPTH} levels`, 'FORMAT');
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const field = isList ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    if (isReservedName(key)) throw new InvalidRequest([unknownField(key === '' ? path || 'body' : field)]);
    checkText(key);
    check(inner, depth + 1, field);
  }
}

/** Half a surrogate pair cannot be written as UTF-8, so it would come back changed. */
function checkText(text: string): void {
  if (LONE_SURROGATE.test(text)) throw invalid('body', 'must not hold half of a surrogate pair', 'FORMAT');
}
