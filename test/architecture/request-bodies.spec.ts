import { InvalidRequest } from '@app/http';
import type { Type as Class } from '@nestjs/common';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import { BODY_LIMIT_BYTES } from '../../libs/http/src/request/body-limit';
import { jsonBody } from '../../libs/http/src/request/json-body';
import { validationPipe } from '../../libs/http/src/request/validation';
import { type BodyField, fieldsOf, longestOf, routesWithBody, withField } from '../support/request-bodies';

/** Every field of every request body, as the guard parses it and the pipe validates it. */
const routes = routesWithBody();
const all = routes.flatMap(({ operation, body }) => fieldsOf(body).map((field) => ({ operation, body, field })));
type Found = (typeof all)[number];
const named = ({ path }: BodyField): string => path.replaceAll('[0]', '[]');
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

const pipe = validationPipe();
/** The fields that are reported when this is sent; what else the body needs may be among them. */
async function reported(body: Class, sent: unknown): Promise<string[]> {
  try {
    const bytes = new TextEncoder().encode(typeof sent === 'string' ? sent : JSON.stringify(sent));
    await pipe.transform(jsonBody(bytes), { type: 'body', metatype: body });
    return [];
  } catch (error) {
    if (error instanceof InvalidRequest) return error.violations.map(({ field }) => field);
    throw error;
  }
}

/** The operations and fields for which a value is refused although it should not be, or the other way round. */
async function mistakes(found: readonly Found[], value: unknown, isRefused: (found: Found) => boolean) {
  const wrong = await Promise.all(
    found.map(async (one) => {
      const { operation, body, field } = one;
      const fields = await reported(body, withField({}, field.path, value));
      return fields.includes(field.path) === isRefused(one) ? [] : [`${operation} ${named(field)} ${fields.join()}`];
    }),
  );
  return wrong.flat();
}

describe('the text in a field', () => {
  const texts = {
    blank: ['', ' \t', '\u200b', '\u00ad\ufe0f', '\u200f', '\u3164', '\u2800', '\u0301', ' \u200b\u3164\u2800\u0301'],
    changesDirection: ['Yo\u202ega', 'Yo\u202cga', '\u2066Yoga\u2069'],
    control: ['Yo\nga', 'Yo\u0007ga', 'Yo\u0085ga'],
    ordinary: ['👨‍👩‍👧', 'می‌خواهم', '\u200eיוגה\u200f', '한국어', 'e\u0301', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\ue000', '.'],
  };
  type Kind = keyof typeof texts;
  /** Which of these texts each ruling refuses. */
  const name: readonly Kind[] = ['blank', 'changesDirection', 'control'];
  const line: readonly Kind[] = ['blank', 'changesDirection'];
  const lineOrBlank: readonly Kind[] = ['changesDirection'];
  const anyText: readonly Kind[] = [];
  const rulings: Readonly<Record<string, readonly Kind[]>> = {
    'group.coverImage.altText': anyText,
    'group.coverImage.image.mediaId': anyText,
    'group.description': anyText,
    'group.memberTitle': line,
    'group.name': name,
    'group.teaser': anyText,
    'membershipQuestionAnswers[].text': anyText, // a blank one is no answer
    message: anyText,
    'questions[].text': line,
    reason: anyText,
    'rejections[].reason': anyText,
    'rules[].description': anyText,
    'rules[].title': line,
    'siteMember.nickname': lineOrBlank,
  };
  const fields = all.filter(({ field }) => field.rules.has('isString'));

  it('has a ruling, whichever field', () =>
    expect(sorted(fields.map(({ field }) => named(field)))).toEqual(Object.keys(rulings)));

  it.each(Object.entries(texts).flatMap(([kind, examples]) => examples.map((text) => [kind as Kind, text] as const)))(
    'is refused where its ruling says so (%s: %j)',
    async (kind, text) => {
      expect(await mistakes(fields, text, ({ field }) => rulings[named(field)]!.includes(kind))).toEqual([]);
    },
  );

  it('has a longest length in code points', async () => {
    for (const one of fields) {
      const longest = '𒀀'.repeat(one.field.max!);
      expect(await mistakes([one], longest, () => false)).toEqual([]);
      expect(await mistakes([one], `${longest}x`, () => true)).toEqual([]);
    }
  });
});

const values = all.filter(({ field }) => !field.of);

it.each(['\ud800', 'x\udfff', '\udc00\ud800'])('half of a surrogate pair is refused in every field: %j', async (text) =>
  expect(await mistakes(values, text, () => true)).toEqual([]),
);

it('numbers beyond 2^53 - 1 are refused in every field', async () => {
  for (const number of ['9007199254740992', '-9007199254740992', '9007199254740993', '1e400', '-1e400', '1E23'])
    for (const { body, operation, field } of all) {
      const sent = JSON.stringify(withField({}, field.path, 'here')).replace('"here"', number);
      expect([operation, number, ...(await reported(body, sent))]).toContain(field.path);
    }
});

describe('an unknown name is refused', () => {
  const inherited = ['prototype', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];
  const others = ['length', 'then', 'toJSON', 'size', '$where', 'a.b', '\u0000', '\u200b'];

  it.each([...inherited, ...others])('in every body at every depth: %j', async (name) => {
    for (const { operation, body } of routes) {
      const objects = fieldsOf(body).filter(({ of }) => of);
      const parents = objects.map(({ path, rules }) => (rules.has('isArray') ? `${path}[0].` : `${path}.`));
      for (const parent of ['', ...parents]) {
        const inside = withField({}, `${parent}here`, 1);
        const sent = JSON.stringify(inside).replace('"here"', JSON.stringify(name));
        expect([operation, ...(await reported(body, sent))]).toContain(`${parent}${name}`);
      }
    }
  });
});

describe('null', () => {
  /** Where it means that there is no value, and in a changed group takes the value away. */
  const nullable = [
    'autoInviteId',
    'group.coverImage',
    'group.description',
    'group.memberTitle',
    'group.teaser',
    'questions[].id',
  ];
  /** It is checked later, with everything in it. */
  const checkedByDecision = ['query'];

  it('is refused in every other field', async () => {
    const accepted = [...nullable, ...checkedByDecision];
    expect(await mistakes(all, null, ({ field }) => !accepted.includes(named(field)))).toEqual([]);
  });

  it('is refused in every list', async () => {
    const lists = all.filter(({ field }) => field.rules.has('isArray'));
    expect(lists.length).toBeGreaterThan(10);
    expect(await mistakes(lists, [null], () => true)).toEqual([]);
  });
});

it('the longest body that is valid is not too large, in whichever script', () => {
  const sizes = routes.map(({ operation, handler, body }) => {
    const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as { bodyLimit: number } | undefined;
    const bytes = Buffer.byteLength(JSON.stringify(longestOf(body)));
    return { operation, bytes, limit: config?.bodyLimit ?? BODY_LIMIT_BYTES };
  });
  expect(sizes.filter(({ bytes, limit }) => bytes > limit)).toEqual([]);
});
