import { parseQuery, selectFields, type ResponseShape, type FieldTable } from '.';

const table: FieldTable = {
  id: { path: 'key', type: 'id', aliases: ['_id'] },
  name: { path: 'name', type: 'text', aliases: ['title'] },
  hidden: { path: 'hidden', type: 'text', aliases: ['secret'] },
};
const response: ResponseShape = { id: true, name: true, cover: { image: { width: true }, altText: true } };
const read = (fields: unknown) => parseQuery({ fields }, table, { response });

it.each([
  [[], []],
  [
    ['name', 'id'],
    ['name', 'id'],
  ],
  [
    ['_id', 'title'],
    ['id', 'name'],
  ],
  [['cover'], ['cover']],
  [
    ['cover.image.width', 'cover.altText'],
    ['cover.image.width', 'cover.altText'],
  ],
])('%j are parsed', (fields, paths) => expect(read(fields)).toMatchObject({ ok: true, fields: paths }));

it.each([
  ['name', 'query.fields', 'FORMAT'],
  [null, 'query.fields', 'FORMAT'],
  [{ 0: 'name' }, 'query.fields', 'FORMAT'],
  [['name', 7], 'query.fields[1]', 'FORMAT'],
  [['name', ['id']], 'query.fields[1]', 'FORMAT'],
  [['colour'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['hidden'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['secret'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['key'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [[''], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['name.length'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['cover.'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['cover.image.height'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['cover..image'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['constructor'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['__proto__.name'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [['*'], 'query.fields[0]', 'UNKNOWN_FIELD'],
  [Array<string>(101).fill('name'), 'query.fields', 'MAX_LENGTH'],
])('%j are refused', (fields, field, violatedRule) => {
  expect(read(fields)).toMatchObject({ ok: false, violations: [{ field, violatedRule }] });
});

describe('selected fields of a response', () => {
  const found = { id: '1', name: 'Yoga', cover: { image: { width: 1, height: 2 }, altText: 'x' }, list: [{ a: 1 }] };
  it.each([
    [['id'], { id: '1' }],
    [['cover'], { cover: found.cover }],
    [['cover.image.width', 'id'], { id: '1', cover: { image: { width: 1 } } }],
    [['cover.image.width', 'cover.image'], { cover: { image: found.cover.image } }],
    [['cover.altText', 'cover.image.height'], { cover: { image: { height: 2 }, altText: 'x' } }],
    [['teaser', 'cover.position.x'], { cover: {} }],
    [['list'], { list: [{ a: 1 }] }],
    [[], {}],
  ])('%j', (paths, selected) => expect(selectFields(found, paths)).toEqual(selected));
});
