import fc from 'fast-check';
import { PersistentMap } from './persistent-map';

type Change = readonly ['with' | 'without', string];
const change = fc.tuple(fc.constantFrom('with' as const, 'without' as const), fc.constantFrom(...'abcdefghijklmno'));

/** The map after each of these changes; the n-th one sets the value `n`. */
function mapsAfterEach(changes: readonly Change[]): PersistentMap<string, number>[] {
  let map = PersistentMap.of<string, number>();
  return changes.map(([kind, key], n) => (map = kind === 'with' ? map.with(key, n) : map.without(key)));
}

/** How many nodes are on the longest way from the root. */
const heightOf = (map: PersistentMap<string, number>): number =>
  (map as unknown as { root: { height: number } | null }).root?.height ?? 0;

describe('a persistent map', () => {
  it('has the entries of a Map after the same changes, in the same order, also after later changes', () =>
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const maps = mapsAfterEach(changes);
        const expected = new Map<string, number>();
        changes.forEach(([kind, key], n) => {
          if (kind === 'with') expected.set(key, n);
          else expected.delete(key);
          const map = maps[n]!;
          expect([...map]).toEqual([...expected]);
          expect(map.size).toBe(expected.size);
          const found = [...'abcdefghijklmno'].map((letter) => [map.has(letter), map.get(letter)]);
          expect(found).toEqual([...'abcdefghijklmno'].map((letter) => [expected.has(letter), expected.get(letter)]));
        });
      }),
    ));

  it('iterates like a Map', () => {
    const map = PersistentMap.of(['b', 1], ['a', 2], ['b', 3]);
    const visited: unknown[] = [];
    map.forEach((value, key, all) => visited.push([key, value, all === map]));
    expect(visited).toEqual([
      ['b', 3, true],
      ['a', 2, true],
    ]);
    expect([...map.keys()]).toEqual(['b', 'a']);
    expect([...map.values()]).toEqual([3, 2]);
    expect([...map.entries()]).toEqual([...map]);
  });

  it('is the same map when a key that it does not have is taken out', () => {
    const map = PersistentMap.of(['a', 1]);
    expect(map.without('b' as never)).toBe(map);
  });

  it.each([
    ['ascending', (n: number) => n],
    ['descending', (n: number) => -n],
    ['mixed', (n: number) => (n * 7919) % 4096],
  ])('stays balanced when keys come in %s order, and when half of them go', (_, keyOf) => {
    const keys = Array.from({ length: 4096 }, (_each, n) => String(10_000 + keyOf(n)));
    let map = PersistentMap.of(...keys.map((key, n) => [key, n] as const));
    expect(map.size).toBe(4096);
    expect(heightOf(map)).toBeLessThanOrEqual(17); // 1.44 times the logarithm
    for (const key of keys.slice(0, 2048)) map = map.without(key);
    expect([...map.keys()]).toEqual(keys.slice(2048));
    expect(heightOf(map)).toBeLessThanOrEqual(16);
  });
});
