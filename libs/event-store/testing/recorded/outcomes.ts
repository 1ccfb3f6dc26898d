import type { Position } from '@eventstore/db-client';

/**
 * What a case saw, turned into plain JSON that is the same for every run and every faithful server.
 *
 * bigint → '3n' · Date → 'date' · bytes → 'bytes 00 ff' · UUID → 'id 1', numbered by first appearance
 * position → 'position 1', ranked within the case, so that equal and smaller stay visible
 * error → its class, type, code and documented fields · names of the case's own streams → without the run's prefix
 */
export function plain(seen: unknown, prefix: string): unknown {
  const rankOf = ranks(seen);
  const ids = new Map<string, string>();
  const idName = (id: string): string => ids.get(id) ?? ids.set(id, `id ${ids.size + 1}`).get(id)!;
  const text = (value: string): string => value.replaceAll(prefix, '');

  const convert = (value: unknown): unknown => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'string') return isId(value) ? idName(value) : text(value);
    if (value instanceof Date) return 'date';
    if (value instanceof Uint8Array) return ['bytes', ...[...value].map(hex)].join(' ');
    if (value instanceof Error) return convert(fieldsOf(value));
    if (Array.isArray(value)) return value.map(convert);
    if (isPosition(value)) return positionName(value, rankOf);
    if (!isBranch(value)) return value;
    const known = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(known.map(([key, field]) => [text(key), convert(field)]));
  };
  return convert(seen);
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isId = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

function isPosition(value: unknown): value is Position {
  const { commit, prepare } = (value ?? {}) as Partial<Position>;
  return typeof commit === 'bigint' && typeof prepare === 'bigint';
}

function fieldsOf(error: Error): object {
  const { _raw, message: _message, name: _name, stack: _stack, ...documented } = error as Error & { _raw?: unknown };
  return { error: error.constructor.name, ...documented };
}

function ranks(seen: unknown): (commit: bigint) => number {
  const commits = new Set<bigint>();
  const collect = (value: unknown): void => {
    if (isPosition(value)) commits.add(value.commit);
    else if (isBranch(value) && !ArrayBuffer.isView(value)) Object.values(value).forEach(collect);
  };
  collect(seen);
  commits.delete(0n);
  const ascending = [...commits].sort((a, b) => (a < b ? -1 : 1));
  return (commit) => (commit === 0n ? 0 : ascending.indexOf(commit) + 1);
}

function positionName({ commit, prepare }: Position, rankOf: (commit: bigint) => number): string {
  const name = `position ${rankOf(commit)}`;
  return prepare === commit ? name : `${name}, prepare ${prepare === 0n ? 0 : 'differs'}`;
}
