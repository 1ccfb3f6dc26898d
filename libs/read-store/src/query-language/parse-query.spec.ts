import fc from 'fast-check';
import { parseQuery, type FieldTable } from '.';
import { propertyRuns } from '../../testing/fixtures';
import { matches } from '../evaluate';
import type { Filter } from '../filter';

jest.setTimeout(600_000); // only stops a test that hangs

const fields: FieldTable = {
  id: { path: 'id', type: 'id', aliases: ['_id'] },
  name: { path: 'name', type: 'text', text: true, sortable: true },
  role: { path: 'membership.role', type: 'enum', values: ['ADMIN', 'MEMBER'], aliases: ['role.value'] },
  membersCount: { path: 'membersCount', type: 'number', sortable: true },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
  'settings.open': { path: 'settings.open', type: 'boolean' },
  tags: { path: 'tags', type: 'textArray' },
};
const everything: Filter = { all: [] };
const name = (is: 'startsWith' | 'endsWith' | 'contains', value: string) => ({ field: 'name', is, value });
const deep = (levels: number): unknown => (levels === 0 ? { name: 'a' } : { $not: deep(levels - 1) });
const many = (count: number) => ({ $or: Array.from({ length: count }, () => ({ name: 'a' })) });

describe('a filter', () => {
  it.each<[filter: unknown, means: Filter]>([
    [{}, everything],
    [{ name: 'yoga' }, { field: 'name', is: 'eq', value: 'yoga' }],
    [{ name: null }, { field: 'name', is: 'eq', value: null }],
    [{ name: { $ne: null } }, { field: 'name', is: 'ne', value: null }],
    [{ _id: { $eq: 'x' } }, { field: 'id', is: 'eq', value: 'x' }],
    [{ 'role.value': 'ADMIN' }, { field: 'membership.role', is: 'eq', value: 'ADMIN' }],
    [{ 'settings.open': true }, { field: 'settings.open', is: 'eq', value: true }],
    [{ membersCount: { $gte: 1, $lt: 9 } }, { all: [{ field: 'membersCount', is: 'gte', value: 1 }, { field: 'membersCount', is: 'lt', value: 9 }] }], // prettier-ignore
    [{ membersCount: { $gt: 1 }, name: { $lte: 'm' } }, { all: [{ field: 'membersCount', is: 'gt', value: 1 }, { field: 'name', is: 'lte', value: 'm' }] }], // prettier-ignore
    [{ role: { $in: ['ADMIN', null] } }, { field: 'membership.role', is: 'in', values: ['ADMIN', null] }],
    [{ role: { $nin: [] } }, { field: 'membership.role', is: 'nin', values: [] }],
    [{ tags: { $hasSome: ['a'] } }, { field: 'tags', is: 'hasSome', values: ['a'] }],
    [{ tags: { $hasAll: ['a', 'b'] } }, { field: 'tags', is: 'hasAll', values: ['a', 'b'] }],
    [{ name: { $startsWith: '%_' } }, name('startsWith', '%_')],
    [{ name: { $endsWith: '' } }, name('endsWith', '')],
    [{ name: { $contains: 'o' } }, name('contains', 'o')],
    [{ name: { $contains: 'o', $caseSensitive: false } }, name('contains', 'o')],
    [{ name: { $caseSensitive: true, $contains: 'o' } }, { ...name('contains', 'o'), caseSensitive: true }],
    [{ name: { $exists: false } }, { field: 'name', is: 'exists', value: false }],
    [{ tags: { $isEmpty: true } }, { field: 'tags', is: 'empty', value: true }],
    [{ createdDate: '2030-01-31' }, { field: 'createdDate', is: 'eq', value: '2030-01-31T00:00:00.000Z' }],
    [{ _createdDate: { $gt: '2030-01-31T12:00:00+02:00' } }, { field: 'createdDate', is: 'gt', value: '2030-01-31T10:00:00.000Z' }], // prettier-ignore
    [{ $not: { name: 'a' } }, { not: { field: 'name', is: 'eq', value: 'a' } }],
    [{ $or: [{ name: 'a' }, {}] }, { any: [{ field: 'name', is: 'eq', value: 'a' }, everything] }],
    [{ $and: [], name: 'a' }, { all: [{ all: [] }, { field: 'name', is: 'eq', value: 'a' }] }],
  ])('%j', (filter, means) => {
    expect(parseQuery({ filter }, fields)).toEqual({
      ok: true,
      filter: means,
      sort: [],
      fields: [],
      limit: 50,
      offset: 0,
    });
  });

  it('may be five levels deep and hold twenty conditions and a hundred values', () => {
    expect(parseQuery({ filter: deep(5) }, fields)).toMatchObject({ ok: true });
    expect(parseQuery({ filter: many(20) }, fields)).toMatchObject({ ok: true });
    expect(parseQuery({ filter: { name: { $in: Array<string>(100).fill('a') } } }, fields)).toMatchObject({ ok: true });
  });
});

describe('a query', () => {
  it('has a sort and pages', () => {
    const query = {
      sort: [{ fieldName: '_createdDate', order: 'DESC' }, { fieldName: 'name' }],
      paging: { limit: 1000, offset: 100_000 },
      fields: [],
      fieldsets: [],
    };
    const sort = [
      { field: 'createdDate', order: 'DESC' },
      { field: 'name', order: 'ASC' },
    ];
    const page = { limit: 1000, offset: 100_000 };
    expect(parseQuery(query, fields)).toEqual({ ok: true, filter: everything, sort, fields: [], ...page });
  });

  it('has cursor paging, from the start or from a cursor', () => {
    expect(parseQuery({ cursorPaging: {} }, fields)).toMatchObject({ limit: 50, offset: 0, cursorPaging: {} });
    const on = { limit: 7, cursor: 'x' };
    expect(parseQuery({ cursorPaging: on }, fields)).toMatchObject({
      limit: 7,
      offset: 0,
      cursorPaging: { cursor: 'x' },
    });
    expect(parseQuery({}, fields)).not.toHaveProperty('cursorPaging');
  });

  it('has the default limit unless it names one', () => {
    expect(parseQuery({ paging: {} }, fields, { defaultLimit: 7 })).toMatchObject({ limit: 7, offset: 0 });
  });
});

describe('a violation is', () => {
  it.each<[query: unknown, field: string, rule: string]>([
    [null, 'query', 'FORMAT'],
    [[], 'query', 'FORMAT'],
    ['{}', 'query', 'FORMAT'],
    [{ filters: {} }, 'query.filters', 'UNKNOWN_FIELD'],
    [{ fields: ['name'] }, 'query.fields[0]', 'UNKNOWN_FIELD'],
    [{ fieldsets: ['FULL'] }, 'query.fieldsets', 'MAX_LENGTH'],
    [{ fieldsets: 'FULL' }, 'query.fieldsets', 'FORMAT'],
    [JSON.parse('{"__proto__": {}}'), 'query.__proto__', 'UNKNOWN_FIELD'],

    [{ filter: null }, 'query.filter', 'FORMAT'],
    [{ filter: [] }, 'query.filter', 'FORMAT'],
    [{ filter: { title: 'a' } }, 'query.filter.title', 'UNKNOWN_FIELD'],
    [{ filter: { settings: { open: true } } }, 'query.filter.settings', 'UNKNOWN_FIELD'],
    [{ filter: { constructor: 'a' } }, 'query.filter.constructor', 'UNKNOWN_FIELD'],
    [{ filter: JSON.parse('{"__proto__": "a"}') as unknown }, 'query.filter.__proto__', 'UNKNOWN_FIELD'],
    [{ filter: { $where: 'a' } }, 'query.filter.$where', 'UNKNOWN_FIELD'],
    [{ filter: { $nor: [] } }, 'query.filter.$nor', 'UNKNOWN_FIELD'],
    [{ filter: { name: 1 } }, 'query.filter.name', 'FORMAT'],
    [{ filter: { name: ['a'] } }, 'query.filter.name', 'FORMAT'],
    [{ filter: { name: {} } }, 'query.filter.name', 'INVALID_ARGUMENT'],
    [{ filter: { name: { a: 1 } } }, 'query.filter.name.a', 'UNKNOWN_FIELD'],
    [{ filter: { name: { toString: 1 } } }, 'query.filter.name.toString', 'UNKNOWN_FIELD'],
    [{ filter: { name: { $regex: 'a' } } }, 'query.filter.name.$regex', 'UNKNOWN_FIELD'],
    [{ filter: { name: { $eq: { $ne: 'a' } } } }, 'query.filter.name.$eq', 'FORMAT'],
    [{ filter: { name: { $gt: null } } }, 'query.filter.name.$gt', 'FORMAT'],
    [{ filter: { name: { $not: 'a' } } }, 'query.filter.name.$not', 'UNKNOWN_FIELD'],
    [{ filter: { name: { $startsWith: 1 } } }, 'query.filter.name.$startsWith', 'FORMAT'],
    [{ filter: { id: { $startsWith: 'a' } } }, 'query.filter.id.$startsWith', 'INVALID_ARGUMENT'],
    [{ filter: { name: { $caseSensitive: true } } }, 'query.filter.name.$caseSensitive', 'INVALID_ARGUMENT'],
    [{ filter: { name: { $eq: 'a', $caseSensitive: true } } }, 'query.filter.name.$caseSensitive', 'INVALID_ARGUMENT'],
    [{ filter: { name: { $contains: 'a', $caseSensitive: 'yes' } } }, 'query.filter.name.$caseSensitive', 'FORMAT'],
    [{ filter: { name: { $in: 'a' } } }, 'query.filter.name.$in', 'FORMAT'],
    [{ filter: { name: { $in: ['a', 1] } } }, 'query.filter.name.$in[1]', 'FORMAT'],
    [{ filter: { name: { $in: [['a']] } } }, 'query.filter.name.$in[0]', 'FORMAT'],
    [{ filter: { name: { $in: Array<string>(101).fill('a') } } }, 'query.filter.name.$in', 'MAX_LENGTH'],
    [{ filter: { name: { $exists: 'true' } } }, 'query.filter.name.$exists', 'FORMAT'],
    [{ filter: { name: { $isEmpty: null } } }, 'query.filter.name.$isEmpty', 'FORMAT'],
    [{ filter: { tags: { $gt: 'a' } } }, 'query.filter.tags.$gt', 'INVALID_ARGUMENT'],
    [{ filter: { tags: ['a'] } }, 'query.filter.tags', 'FORMAT'],
    [{ filter: { role: 'OWNER' } }, 'query.filter.role', 'INVALID_ARGUMENT'],
    [{ filter: { role: { $in: ['ADMIN', 'OWNER'] } } }, 'query.filter.role.$in[1]', 'INVALID_ARGUMENT'],
    [{ filter: { membersCount: '1' } }, 'query.filter.membersCount', 'FORMAT'],
    [{ filter: { membersCount: Infinity } }, 'query.filter.membersCount', 'FORMAT'],
    [{ filter: { 'settings.open': 1 } }, 'query.filter.settings.open', 'FORMAT'],
    [{ filter: { createdDate: 'yesterday' } }, 'query.filter.createdDate', 'FORMAT'],
    [{ filter: { createdDate: '2030-02-30' } }, 'query.filter.createdDate', 'FORMAT'],
    [{ filter: { createdDate: '2030-01-31T12:00:00' } }, 'query.filter.createdDate', 'FORMAT'],
    [{ filter: { createdDate: '0000-01-01T00:00+10:00' } }, 'query.filter.createdDate', 'FORMAT'],
    [{ filter: { createdDate: 1_700_000_000_000 } }, 'query.filter.createdDate', 'FORMAT'],
    [{ filter: { $and: { name: 'a' } } }, 'query.filter.$and', 'FORMAT'],
    [{ filter: { $or: [{ name: 'a' }, 'b'] } }, 'query.filter.$or[1]', 'FORMAT'],
    [{ filter: { $or: [{ $not: { name: 1 } }] } }, 'query.filter.$or[0].$not.name', 'FORMAT'],
    [{ filter: { $not: [{ name: 'a' }] } }, 'query.filter.$not', 'FORMAT'],
    [{ filter: deep(6) }, 'query.filter.$not.$not.$not.$not.$not.$not', 'OUT_OF_RANGE'],
    [{ filter: many(21) }, 'query.filter', 'MAX_LENGTH'],
    [{ filter: { $or: Array<object>(21).fill({}) } }, 'query.filter', 'MAX_LENGTH'],
    [{ filter: { $or: Array<object>(101).fill({}) } }, 'query.filter.$or', 'MAX_LENGTH'],

    [{ sort: {} }, 'query.sort', 'FORMAT'],
    [{ sort: ['name'] }, 'query.sort[0]', 'FORMAT'],
    [{ sort: [{}] }, 'query.sort[0].fieldName', 'REQUIRED_FIELD'],
    [{ sort: [{ fieldName: 'name' }, { fieldName: 'role' }] }, 'query.sort[1].fieldName', 'INVALID_ARGUMENT'],
    [{ sort: [{ fieldName: 'constructor' }] }, 'query.sort[0].fieldName', 'INVALID_ARGUMENT'],
    [{ sort: [{ fieldName: ['name'] }] }, 'query.sort[0].fieldName', 'INVALID_ARGUMENT'],
    [{ sort: [{ fieldName: 'name', order: 'asc' }] }, 'query.sort[0].order', 'INVALID_ARGUMENT'],
    [{ sort: [{ fieldName: 'name', order: null }] }, 'query.sort[0].order', 'INVALID_ARGUMENT'],
    [{ sort: [{ fieldName: 'name', nulls: 'LAST' }] }, 'query.sort[0].nulls', 'UNKNOWN_FIELD'],
    [{ sort: Array<object>(4).fill({ fieldName: 'name' }) }, 'query.sort', 'MAX_LENGTH'],

    [{ paging: 5 }, 'query.paging', 'FORMAT'],
    [{ paging: null }, 'query.paging', 'FORMAT'],
    [{ paging: { cursor: 'x' } }, 'query.paging.cursor', 'UNKNOWN_FIELD'],
    [{ paging: { limit: 0 } }, 'query.paging.limit', 'OUT_OF_RANGE'],
    [{ paging: { limit: 1001 } }, 'query.paging.limit', 'OUT_OF_RANGE'],
    [{ paging: { limit: '5' } }, 'query.paging.limit', 'FORMAT'],
    [{ paging: { limit: null } }, 'query.paging.limit', 'FORMAT'],
    [{ paging: { offset: -1 } }, 'query.paging.offset', 'OUT_OF_RANGE'],
    [{ paging: { offset: 100_001 } }, 'query.paging.offset', 'OUT_OF_RANGE'],
    [{ paging: { offset: 1.5 } }, 'query.paging.offset', 'FORMAT'],

    [{ cursorPaging: null }, 'query.cursorPaging', 'FORMAT'],
    [{ cursorPaging: { limit: 0 } }, 'query.cursorPaging.limit', 'OUT_OF_RANGE'],
    [{ cursorPaging: { limit: 1001 } }, 'query.cursorPaging.limit', 'OUT_OF_RANGE'],
    [{ cursorPaging: { offset: 0 } }, 'query.cursorPaging.offset', 'UNKNOWN_FIELD'],
    [{ cursorPaging: { cursor: 1 } }, 'query.cursorPaging.cursor', 'FORMAT'],
    [{ cursorPaging: { cursor: null } }, 'query.cursorPaging.cursor', 'FORMAT'],
    [{ cursorPaging: {}, paging: {} }, 'query.cursorPaging', 'INVALID_ARGUMENT'],
  ])('%j', (query, field, violatedRule) => {
    expect(parseQuery(query, fields)).toEqual({
      ok: false,
      violations: [{ field, violatedRule, description: expect.any(String) as string }],
    });
  });

  it('are all reported at once, up to a hundred', () => {
    const wrong = parseQuery({ filter: { name: 1, role: { $in: ['X'] } }, sort: [{ order: 'UP' }] }, fields);
    expect(wrong.ok ? [] : wrong.violations.map(({ field }) => field)).toEqual([
      'query.filter.name',
      'query.filter.role.$in[0]',
      'query.sort[0].fieldName',
      'query.sort[0].order',
    ]);
    const hostile = parseQuery(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`x${n}`, n])), fields);
    expect(hostile.ok ? 0 : hostile.violations.length).toBe(100);
  });
});

describe('random JSON', () => {
  const words = [...Object.keys(fields), '$eq', '$in', '$hasAll', '$contains', '$caseSensitive', '$exists', '$and', '$or', '$not', '__proto__', 'constructor', 'filter', 'sort', 'paging', 'limit', 'fieldName', 'order']; // prettier-ignore
  const json = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 8, depthSize: 'large' },
      fc.constantFrom<unknown>(null, true, 0, 1e308, '', 'ADMIN', '2030-01-31', '\ud800'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string()), tie('tree'), {
        maxKeys: 4,
      }),
    ),
  })).tree;

  it('never makes the parser throw, and accepted filters can be evaluated', () => {
    fc.assert(
      fc.property(
        fc.oneof(json, fc.record({ filter: json, sort: json }, { requiredKeys: [] }), fc.jsonValue()),
        (query) => {
          const parsed = parseQuery(query, fields);
          if (parsed.ok) expect(typeof matches(parsed.filter, {})).toBe('boolean');
          else expect(parsed.violations.every(({ field }) => field.startsWith('query'))).toBe(true);
        },
      ),
      { numRuns: propertyRuns(500, 50_000) },
    );
  });

  it('is never too deep for the parser', () => {
    const nested = (opening: string, closing: string) => JSON.parse(`{"filter":${opening.repeat(2000)}{}${closing.repeat(2000)}}`) as unknown; // prettier-ignore
    expect(parseQuery(nested('{"$not":', '}'), fields).ok).toBe(false);
    expect(parseQuery(nested('{"$and":[', ']}'), fields).ok).toBe(false);
  });
});
