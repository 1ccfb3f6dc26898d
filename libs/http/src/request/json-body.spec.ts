import fc from 'fast-check';
import { InvalidRequest } from '../problems/problem';
import { duplicateName, jsonBody } from './json-body';

const bytes = (text: string) => new TextEncoder().encode(text);
const violationOf = (field: string) => expect.objectContaining({ violations: [expect.objectContaining({ field })] });
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
  ])('refuses %s', (_, text) => expect(() => jsonBody(bytes(text))).toThrow(InvalidRequest));

  it.each([
    ['{"a":{"__proto__":{"admin":true}}}', 'a.__proto__'],
    ['{"\\u005f_proto__":1}', '__proto__'],
    ['{"a":[{"prototype":1}]}', 'a[0].prototype'],
    ['{"a":"\\ud83e"}', 'a'],
    ['{"a":[{"b":"x\\udfff\\ud800"}]}', 'a[0].b'],
    ['{"\\udd18":1}', 'body'],
    ['{"a":{"\\udd18":1}}', 'a'],
    ['{"a":9007199254740992}', 'a'],
    ['{"a":{"b":-9007199254740993}}', 'a.b'],
    ['{"a":[1,1e400]}', 'a[1]'],
    ['{"a":-1E999}', 'a'],
  ])('names the field of %s', (text, field) => expect(() => jsonBody(bytes(text))).toThrow(violationOf(field)));

  it('accepts every integer up to 2^53 - 1, and fractions', () => {
    const text = '{"a":[9007199254740991,-9007199254740991,0.1,1e-400,-1.5e3]}';
    expect(jsonBody(bytes(text))).toEqual({ a: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1, 0, -1500] });
  });

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
    expect(() => jsonBody(bytes(text))).toThrow(violationOf(field));
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

  it('refuses more values than a valid body can hold', () => {
    const list = (length: number) => Array.from({ length }, () => ({}));
    const lists = Array.from({ length: 10 }, (_, n) => [n, list(n === 0 ? 1001 : 1000)] as const);
    const sent = (from: number) => bytes(JSON.stringify({ a: Object.fromEntries(lists.slice(from)), b: list(1000) }));
    expect(() => jsonBody(sent(0))).toThrow(violationOf('a.0'));
    expect(() => jsonBody(sent(1))).toThrow(violationOf('body'));
    expect(() => jsonBody(sent(2))).not.toThrow();
  });

  // With a regular expression that backtracks this would take minutes.
  it('parses the largest bodies in linear time', () => {
    const startedAt = performance.now();
    jsonBody(bytes(`{"a":"${'\\\\'.repeat(2_600_000)}"}`));
    expect(() => jsonBody(bytes(`{"a":[${'"",'.repeat(340_000)}""]}`))).toThrow(violationOf('a'));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  }, 120_000);

  it('refuses invalid UTF-8', () =>
    expect(() => jsonBody(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toThrow(InvalidRequest));
});
