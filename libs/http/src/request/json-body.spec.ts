import fc from 'fast-check';
import { InvalidRequest } from '../problems/problem';
import { duplicateName, jsonBody } from './json-body';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

describe('jsonBody', () => {
  it('gives the object; no bytes give an empty one', () => {
    expect(jsonBody(bytes(''))).toEqual({});
    expect(jsonBody(bytes(' {"name":"Yoga 🧘"} '))).toEqual({ name: 'Yoga 🧘' });
    expect(() => jsonBody(bytes(nested(32)))).not.toThrow();
  });

  it.each([
    ['invalid JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a string', '"x"'],
    ['33 levels', nested(33)],
    ['a hundred thousand levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a prototype', '{"a":{"__proto__":{"admin":true}}}'],
    ['an escaped prototype', '{"\\u005f_proto__":1}'],
    ['a lone surrogate', '{"a":"\\ud83e"}'],
    ['a lone surrogate in a name', '{"\\udd18":1}'],
  ])('refuses %s', (_, text) => expect(() => jsonBody(bytes(text))).toThrow(InvalidRequest));

  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"group":{"name":"x","teaser":"","name":"y"}}', 'group.name'],
    ['{"a":[{},[{"b":[],"c":{"d":1} , "c" :null}]]}', 'a[1][0].c'],
    ['{"a":{"x":1},"b":{"x":1},"a":{}}', 'a'],
    ['{"na\\u006de":1,"name":2}', 'name'],
    ['{"\\"":":,{","b":"\\\\","\\u0022":2}', '"'],
    ['{"a":[1,{"b":"]}"},"{",{"b":1,"b":2}]}', 'a[3].b'],
  ])('refuses duplicate names: %s', (text, field) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(() => jsonBody(bytes(text))).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ field })] }),
    );
  });

  it('accepts a name in several objects, and as a value', () => {
    const body = { a: { a: 'a', b: ['a', { a: 'a":' }, { a: '\\' }] }, b: '"b":{"a":1,"a":2}' };
    expect(jsonBody(bytes(JSON.stringify(body)))).toEqual(body);
  });

  it('finds duplicate names, whatever they are', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(names, fc.jsonValue({ maxDepth: 3 }), fc.nat(), (keys, value, at) => {
        const pairs = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
        expect(duplicateName(`{${pairs.join()}}`)).toBeUndefined();
        const index = at % keys.length;
        expect(duplicateName(`{${[...pairs, pairs[index]].join(' ,\n')}}`)).toBe(keys[index]);
      }),
    );
  });

  // With a regular expression that backtracks this would take minutes.
  it('parses the largest bodies in linear time', () => {
    const text = `{"a":"${'\\\\'.repeat(130_000)}"}`;
    const startedAt = performance.now();
    jsonBody(bytes(text));
    jsonBody(bytes(`{"a":[${'"",'.repeat(87_000)}""]}`));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  }, 120_000);

  it('refuses invalid UTF-8', () =>
    expect(() => jsonBody(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toThrow(InvalidRequest));
});
