import { InvalidRequest } from '../problems/problem';
import { jsonBody } from './json-body';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

describe('a JSON body', () => {
  it('is an object, and no bytes are an empty one', () => {
    expect(jsonBody(bytes(''))).toEqual({});
    expect(jsonBody(bytes(' {"name":"Yoga 🧘"} '))).toEqual({ name: 'Yoga 🧘' });
    expect(() => jsonBody(bytes(nested(32)))).not.toThrow();
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['text', '"x"'],
    ['33 levels', nested(33)],
    ['a hundred thousand levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a prototype', '{"a":{"__proto__":{"admin":true}}}'],
    ['an escaped prototype', '{"\\u005f_proto__":1}'],
    ['half a character', '{"a":"\\ud83e"}'],
    ['half a character as key', '{"\\udd18":1}'],
  ])('is not %s', (_, text) => expect(() => jsonBody(bytes(text))).toThrow(InvalidRequest));

  it('is UTF-8', () => expect(() => jsonBody(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toThrow(InvalidRequest));
});
