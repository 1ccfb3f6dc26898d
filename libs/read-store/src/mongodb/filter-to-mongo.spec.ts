import type { Filter } from '../filter';
import { filterToMongo } from './filter-to-mongo';

const indexed = new Set(['id', 'role']);
const compiled = (filter: Filter) => filterToMongo(filter, indexed, ({ field }) => [`3${field}`]);
const absent = { $exists: false };

describe('a filter for MongoDB', () => {
  it.each<readonly [Filter, object]>([
    [{ field: 'role', is: 'eq', value: 'ADMIN' }, { 'keys.role': { $eq: '3ADMIN' } }],
    [{ field: 'role', is: 'eq', value: null }, { 'keys.role': absent }],
    [{ field: 'tag', is: 'eq', value: 'a' }, { $or: [{ 'keys.tag': { $eq: '3a' } }, { 'keys.tag[]': { $eq: '3a' } }] }],
    [
      { field: 'tag', is: 'eq', value: null },
      { 'keys.tag': absent, 'keys.tag[]': absent },
    ],
    [{ field: 'role', is: 'ne', value: true }, { $nor: [{ 'keys.role': { $eq: '11' } }] }],
    [{ field: 'role', is: 'in', values: ['A', 'B'] }, { 'keys.role': { $in: ['3A', '3B'] } }],
    [{ field: 'role', is: 'in', values: ['A', null] }, { $or: [{ 'keys.role': absent }, { 'keys.role': { $eq: '3A' } }] }], // prettier-ignore
    [{ field: 'role', is: 'in', values: [] }, { _id: { $in: [] } }],
    [{ field: 'role', is: 'nin', values: [] }, { $nor: [{ _id: { $in: [] } }] }],
    [{ field: 'role', is: 'hasAll', values: ['A', 'B'] }, { $and: [{ 'keys.role': { $eq: '3A' } }, { 'keys.role': { $eq: '3B' } }] }], // prettier-ignore
    [{ field: 'role', is: 'gt', value: 'A' }, { 'keys.role': { $gt: '3A', $lt: '4' } }],
    [{ field: 'role', is: 'lte', value: false }, { 'keys.role': { $gte: '1', $lte: '10' } }],
    [{ field: 'n', is: 'gte', value: 1 }, { 'keys.n': { $gte: '2bff0000000000000', $lt: '3' } }],
    [{ field: 'a.b', is: 'exists', value: true }, { $nor: [{ 'keys.a/b': absent, 'keys.a/b[]': absent }] }],
    [{ field: 'role', is: 'exists', value: true }, { 'keys.role': { $gt: '' } }],
    [{ field: 'role', is: 'empty', value: true }, { $or: [{ 'keys.role': absent }, { 'keys.role': '3' }] }],
    [{ all: [] }, {}],
    [{ any: [] }, { _id: { $in: [] } }],
    [{ not: { all: [] } }, { $nor: [{}] }],
  ])('%j is %j', (filter, condition) => expect(compiled(filter)).toEqual(condition));

  it.each<readonly [Extract<Filter, { is: 'startsWith' | 'endsWith' | 'contains' }>['is'], string, object]>([
    ['startsWith', 'Ab', { $gte: '3Ab', $lt: '3Ac' }],
    ['startsWith', '\ud7ff', { $gte: '3\ud7ff', $lt: '3\ue000' }],
    ['startsWith', 'a\u{10ffff}', { $gte: '3a\u{10ffff}', $lt: '3b' }],
    ['startsWith', '\u{10ffff}', { $gte: '3\u{10ffff}', $lt: '4' }],
    ['startsWith', '\ud800', { $gte: '3\ufffd', $lt: '3\ufffe' }],
    ['contains', '', { $gte: '3', $lt: '4' }],
    ['contains', 'a.*', { $regex: '^3[\\s\\S]*a\\.\\*' }],
    ['contains', '\0', { $regex: '^3[\\s\\S]*\\x00' }],
    ['endsWith', '$', { $regex: '^3[\\s\\S]*\\$\\z' }],
  ])('text: %s %j is %j', (is, value, pattern) => {
    expect(compiled({ field: 'name', is, value, caseSensitive: true })).toEqual({ 'keys.name': pattern });
  });

  it('compares the stored lower case, or the key where both are the same, unless case matters', () => {
    expect(compiled({ field: 'name', is: 'startsWith', value: 'ΟΣ' })).toEqual({
      $or: [
        { 'keys.name~': { $gte: '3οσ', $lt: '3οτ' } },
        { 'keys.name~': absent, 'keys.name': { $gte: '3οσ', $lt: '3οτ' } },
      ],
    });
  });

  it.each(['$where', 'a.$b', 'a\0', 'a b', '', 'a..b'])('refuses the field %j', (field) => {
    expect(() => compiled({ field, is: 'exists', value: true })).toThrow(TypeError);
  });

  it('contains nothing but text as values, whatever the filter contains', () => {
    const hostile = { $gt: '' } as unknown as string;
    expect(JSON.stringify(compiled({ field: 'role', is: 'in', values: [hostile, hostile] }))).not.toContain('$gt');
  });
});
