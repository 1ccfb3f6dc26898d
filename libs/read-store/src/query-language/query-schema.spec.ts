import { Ajv } from 'ajv';
import { type FieldTable, parseQuery, querySchemas, type ResponseShape } from '.';

const table: FieldTable = {
  id: { path: 'key', type: 'id', aliases: ['_id'] },
  name: { path: 'name', type: 'text', text: true, sortable: true, aliases: ['title'] },
  teaser: { path: 'teaser', type: 'text' },
  role: { path: 'membership.role', type: 'enum', values: ['ADMIN', 'MEMBER'], sortable: true },
  membersCount: { path: 'membersCount', type: 'number', sortable: true },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
  'settings.open': { path: 'settings.open', type: 'boolean' },
  tags: { path: 'tags', type: 'textArray' },
};
const response: ResponseShape = { id: true, name: true, cover: { image: { width: true }, altText: true } };

const refs = { filter: { $ref: 'query#/definitions/filter' }, sortBy: { $ref: 'query#/definitions/sortBy' } };
const { query, filter, sortBy } = querySchemas(table, refs, { response });
const validate = new Ajv().compile({ $id: 'query', definitions: { filter, sortBy }, ...query });

/** The queries that the schema and the parser judge differently. */
const disagreements = (queries: readonly object[]): string[] =>
  queries.flatMap((one) => {
    const parsed = parseQuery(one, table, { response });
    return validate(one) === parsed.ok ? [] : [`the parser ${parsed.ok ? 'takes' : 'refuses'} ${JSON.stringify(one)}`];
  });

const texts = ['', 'a', 'ADMIN', 'name', '2030-01-31', '2030-01-31T12:00:00+02:00', 'tomorrow'];
const scalars = [null, true, 0, -1, 1.5, ...texts];
const values = [...scalars, [], ...scalars.map((one) => [one]), Array<string>(101).fill('ADMIN'), { a: 1 }, [[]]];
const operators = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$hasSome', '$hasAll', '$exists'];
operators.push('$isEmpty', '$startsWith', '$endsWith', '$contains', '$like', 'eq', 'constructor');
const names = [...Object.keys(table), '_id', 'title', '_createdDate', 'colour', 'key', 'toString'];

describe('the schema of a query takes what the parser takes', () => {
  it('in the conditions on every field', () => {
    const conditions = [...values, {}, ...operators.flatMap((name) => values.map((value) => ({ [name]: value })))];
    const filters = names.flatMap((name) => conditions.map((condition) => ({ [name]: condition })));
    expect(filters.length).toBeGreaterThan(5000);
    expect(disagreements(filters.map((one) => ({ filter: one })))).toEqual([]);
  });

  it('in combined filters', () => {
    const filters = [{}, { name: 'a' }, { name: 7 }, { colour: 'red' }];
    const combined = filters.flatMap((one) => [
      one,
      ...['$and', '$or', '$not', '$nor'].flatMap((name) => [{ [name]: one }, { [name]: [one] }, { [name]: [[one]] }]),
      { $not: { $or: [{ $and: [one] }] } },
      { name: { $gt: 'a', $startsWith: 'b', $caseSensitive: true }, ...one },
      { name: { $startsWith: 'b', $caseSensitive: 'yes' }, ...one },
      { teaser: { $eq: 'b', $caseSensitive: true }, ...one },
    ]);
    expect(disagreements([...combined, ...values].map((one) => ({ filter: one })))).toEqual([]);
  });

  it('in sorts, fields, fieldsets and pages', () => {
    const sorts = [...names, 7, null].flatMap((fieldName) => [
      { fieldName },
      ...['ASC', 'DESC', 'UP', null].map((order) => ({ fieldName, order })),
    ]);
    const paths = [...names, 'cover', 'cover.image.width', 'cover.altText', 'cover.size', ''];
    const pages = ['limit', 'offset', 'cursor', 'size'].flatMap((name) =>
      [...scalars, 1, 1000, 1001, 100_000, 100_001].map((value) => ({ [name]: value })),
    );
    const members = {
      sort: [...values, ...sorts, ...sorts.map((one) => [one]), [{}], Array(3).fill(sorts[1]), Array(4).fill(sorts[1])],
      fields: [...values, ...paths.map((path) => [path]), ['name', 'cover']],
      fieldsets: values,
      paging: [...values, ...pages],
      cursorPaging: [...values, ...pages],
      colour: ['red'],
    };
    const queries = Object.entries(members).flatMap(([name, all]) => all.map((value) => ({ [name]: value })));
    expect(disagreements([{}, ...queries])).toEqual([]);
  });
});
