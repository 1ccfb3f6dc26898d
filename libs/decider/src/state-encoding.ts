import { type Json, PersistentMap } from '@app/kernel';

/**
 * A state as JSON. Lists, maps and positions become lists that begin with what they are, so that no data in a state can be
 * taken for one of them. Throws `TypeError` for anything else that is not JSON.
 */
export function encodeState(value: unknown): Json {
  if (typeof value === 'bigint') return ['position', String(value)];
  if (Array.isArray(value)) return ['list', ...value.map(encodeState)];
  if (value instanceof PersistentMap) {
    const entries = [...(value as PersistentMap<string, unknown>)];
    return ['map', ...entries.map(([key, each]) => [key, encodeState(each)] as const)];
  }
  if (isPlainObject(value)) {
    const present = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(present.map(([key, each]) => [key, encodeState(each)]));
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value as Json;
  throw new TypeError(`a state holds ${Object.prototype.toString.call(value)}, which has no form in JSON`);
}

/** The state that was encoded. */
export function decodeState(encoded: Json): unknown {
  if (typeof encoded !== 'object' || encoded === null) return encoded;
  if (!Array.isArray(encoded))
    return Object.fromEntries(Object.entries(encoded).map(([key, each]) => [key, decodeState(each as Json)]));
  const [kind, ...values] = encoded as readonly Json[];
  if (kind === 'position') return BigInt(values[0] as string);
  if (kind === 'list') return values.map(decodeState);
  const entries = values as unknown as readonly (readonly [string, Json])[];
  return PersistentMap.of(...entries.map(([key, each]) => [key, decodeState(each)] as const));
}

/** Not by the prototype, which differs between contexts of one process. */
const isPlainObject = (value: unknown): value is object => Object.prototype.toString.call(value) === '[object Object]';
