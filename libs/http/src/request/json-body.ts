import { hasLoneSurrogate } from '@app/kernel';
import { invalid, InvalidRequest } from '../problems/problem';
import { isReservedName, unknownField } from './validation';

export type JsonObject = Record<string, unknown>;

const MAX_DEPTH = 32;
/** The longest list of any request. */
const MAX_ITEMS = 1000;
/** Several times what the largest valid body holds. To validate an object takes far longer than to parse it. */
const MAX_VALUES = 10_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a request body into a JSON object; no bytes give `{}`. Throws `InvalidRequest` on `body` for invalid UTF-8 or
 * JSON, anything but an object, more than 32 levels of nesting, and more than 10 000 values; on the field itself for a list
 * of more than 1000 items, for half of a surrogate pair, for a number beyond 2^53 - 1, for a name that would get lost
 * later (`__proto__`, `prototype`), and for one that its object has twice.
 */
export function jsonBody(bytes: Uint8Array): JsonObject {
  if (bytes.byteLength === 0) return {};
  const text = textOf(bytes);
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('body', 'must be a JSON object', 'FORMAT');
  check(body);
  const duplicate = duplicateName(text);
  if (duplicate !== undefined) throw invalid(duplicate, 'must not be there twice', 'FORMAT');
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

function check(body: object): void {
  let values = 0;
  const visit = (value: unknown, depth: number, path: string): void => {
    if (++values > MAX_VALUES) throw invalid('body', `must not hold more than ${MAX_VALUES} values`, 'MAX_LENGTH');
    if (typeof value === 'string') return checkText(value, path);
    if (typeof value === 'number') return checkNumber(value, path);
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH) throw invalid('body', `must not be nested deeper than ${MAX_DEPTH} levels`, 'FORMAT');
    if (Array.isArray(value)) visitItems(value, depth, path);
    else visitMembers(value, depth, path);
  };
  const visitItems = (list: readonly unknown[], depth: number, path: string): void => {
    if (list.length > MAX_ITEMS) throw invalid(path, `must not hold more than ${MAX_ITEMS} items`, 'MAX_LENGTH');
    for (const [n, item] of list.entries()) visit(item, depth + 1, `${path}[${n}]`);
  };
  const visitMembers = (object: object, depth: number, path: string): void => {
    for (const [name, member] of Object.entries(object)) {
      const field = path ? `${path}.${name}` : name;
      if (isReservedName(name)) throw new InvalidRequest([unknownField(name === '' ? path || 'body' : field)]);
      checkText(name, path || 'body');
      visit(member, depth + 1, field);
    }
  };
  visit(body, 1, '');
}

function checkText(text: string, field: string): void {
  if (hasLoneSurrogate(text)) throw invalid(field, 'must not hold half of a surrogate pair', 'FORMAT');
}

/** Parsing rounds numbers, but never from beyond 2^53 - 1 to within. */
function checkNumber(number: number, field: string): void {
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw invalid(field, 'must be from -(2^53 - 1) to 2^53 - 1', 'OUT_OF_RANGE');
}

/** Strings and structural characters of JSON. Numbers, `true`, `false` and `null` are skipped. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

type Level = { readonly names: Set<string> | null; path: string; step: string | number };

/**
 * The path of the first name that an object in this JSON text has twice: `group.name`, `list[0].a`. The text must be valid
 * JSON. `JSON.parse` alone would silently keep the last of them.
 */
export function duplicateName(json: string): string | undefined {
  const levels: Level[] = [];
  let text = '';
  for (const [token] of json.matchAll(TOKENS)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), path: level ? pathOf(level) : '', step: '' });
    else if (token === '[') levels.push({ names: null, path: level ? pathOf(level) : '', step: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':' && level?.names) {
      level.step = JSON.parse(text) as string; // the same name can be escaped in different ways
      if (level.names.has(level.step)) return pathOf(level);
      level.names.add(level.step);
    } else if (token === ',' && typeof level?.step === 'number') level.step++;
    else text = token;
  }
  return undefined;
}

function pathOf({ path, step }: Level): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? step : `${path}.${step}`;
}
