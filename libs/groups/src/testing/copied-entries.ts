type Container = Readonly<Record<string, unknown>>;

/** The values of an object, a list or a map, and of a map its keys. */
const valuesIn = (container: object): readonly unknown[] =>
  container instanceof Map ? [...(container as Map<unknown, unknown>)].flat() : Object.values(container as Container);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Counts the work of a fold exactly: how many entries it wrote into objects, lists and maps that were not there before. A
 * call gives the number for this value, without whatever earlier calls have seen; a copy of a map of a thousand entries
 * counts as two thousand.
 */
export function copiedEntriesCounter(): (value: unknown) => number {
  const known = new WeakSet<object>();
  const count = (value: unknown): number => {
    if (!isContainer(value) || known.has(value)) return 0;
    known.add(value);
    const values = valuesIn(value);
    return values.reduce<number>((sum, each) => sum + count(each), values.length);
  };
  return count;
}
