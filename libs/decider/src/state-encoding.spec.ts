import { PersistentMap } from '@app/kernel';
import { decodeState, encodeState } from './state-encoding';

const again = (state: unknown): unknown => decodeState(JSON.parse(JSON.stringify(encodeState(state))) as never);

describe('an encoded state', () => {
  it.each<[string, unknown]>([
    ['scalars', { none: null, yes: true, count: 1.5, text: 'ä"\n' }],
    ['positions', { position: 2n ** 60n }],
    ['lists, empty and nested', [[], [1, ['two', 3n]], {}]],
    ['data that looks like an encoded map, position or list', [['map', ['a', 1]], ['position', '7'], ['list'], []]],
    ['data with names that objects have', JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')],
  ])('is the same state again: %s', (_, state) => expect(again(state)).toEqual(state));

  it('has the maps of the state, with their order', () => {
    const map = PersistentMap.of<string, { since: bigint }>(
      ['b', { since: 1n }],
      ['a', { since: 2n }],
      ['b', { since: 3n }],
    );
    const { admins } = again({ admins: map }) as { admins: typeof map };
    expect([...admins]).toEqual([...map]);
    expect(admins.with('c', { since: 4n }).get('c')).toEqual({ since: 4n });
  });

  it('leaves out fields that are undefined', () => expect(again({ a: undefined, b: 1 })).toStrictEqual({ b: 1 }));

  it.each<[string, unknown]>([
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a Date', new Date()],
    ['a function', () => 1],
    ['a number that is not finite', NaN],
  ])('cannot be made of %s', (_, value) => expect(() => encodeState({ value })).toThrow(TypeError));
});
