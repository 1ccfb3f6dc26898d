import fc from 'fast-check';
import type { Json } from '@app/kernel';
import { documentComparator, type DocumentWithId, type KeysOfSubquery, withId, matches } from '../src';
import { isScalar, valueAt } from '../src/evaluate/field';
import { searchKey } from '../src/search-keys';
import type { CollectionSpec, Document, Filter, FindQuery, PageKey, ReadStore, Scalar, SortBy } from '../src';
import { firstWrite, newCollection, propertyRuns } from './fixtures';

// Few values and letters, so that filters often match.
const letters = [
  ...'aAbBzßẞıİiIςσΣéÉ%_\\$\'"`;.*^[](){}|/-? 0123',
  '😀',
  '\uffff',
  '\u0000',
  'ﬁ',
  'e\u0301',
  '\u0301',
  'İ',
  '각',
  '\u1100',
  '\u1161',
  '\ud800',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...letters), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.constantFrom('', 'true', '1', 'null', '2024-01-01T00:00:00.000Z', "' OR 1=1 --", '%', '__proto__', 'ΟΔΟΣ', 'οδος'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 1.5, 1e21, 5e-324, 2 ** 53),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean());
const scalarOrNull = fc.option(scalar, { freq: 5 });
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalarOrNull },
  { weight: 2, arbitrary: fc.array(scalarOrNull, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(fc.array(scalar, { maxLength: 2 }), fc.record({ a: scalar })), { maxLength: 2 }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ a: scalarOrNull, 'a.b': scalar, b: fc.record({ a: scalar }) }, { requiredKeys: [] }),
  },
);

/** Fields with any value, and two with scalars only, which are indexed. */
const unindexed = ['a', 'b', 'c_1', 'a.a', 'b.a', 'a.b.a'] as const;
const indexed = ['i', 'j'] as const;
const indexes = [['i'], ['i', 'j'], ['j', 'i', 'id']];
const field = fc.constantFrom(...unindexed, ...indexed, 'id');

const document: fc.Arbitrary<Omit<Document, 'siteId'>> = fc.record(
  { a: value, b: value, c_1: value, 'a.a': value, i: scalarOrNull, j: scalarOrNull, id: text },
  { requiredKeys: [] },
);

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ field, is: fc.constantFrom('eq', 'ne'), value: scalarOrNull }),
  fc.record({ field, is: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: scalar }),
  fc.record({
    field,
    is: fc.constantFrom('in', 'nin', 'hasSome', 'hasAll'),
    values: fc.array(scalarOrNull, { maxLength: 4 }),
  }),
  fc.record(
    { field, is: fc.constantFrom('startsWith', 'endsWith', 'contains'), value: text, caseSensitive: fc.boolean() },
    { requiredKeys: ['field', 'is', 'value'] },
  ),
  fc.record({ field, is: fc.constantFrom('exists', 'empty'), value: fc.boolean() }),
);

const notCreatedYet: CollectionSpec = { name: 'none', version: 1, indexes: [] };

const filter = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('tree') }) },
    {
      weight: 1,
      arbitrary: fc.record({
        field,
        is: fc.constant('inSubquery'),
        subquery: fc.record({ collection: fc.constant(notCreatedYet), field, filter: tie('tree') }),
      }),
    },
  ),
})).tree;

const sort: fc.Arbitrary<readonly SortBy[]> = fc.array(fc.record({ field, order: fc.constantFrom('ASC', 'DESC') }), {
  maxLength: 3,
});

const ids = ['a', 'B', 'é', '😀', 'ﬁ', 'Z%', "'", '10', '9', '_', 'c', 'd', 'e', 'f'];
const documents = fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids), fields: document }), {
  selector: ({ id }) => id,
});
const query = fc.record({ filter, sort, limit: fc.integer({ min: 1, max: 4 }), offset: fc.nat(3) });

/** The filter, with subqueries on this collection. */
function on(collection: CollectionSpec, filter: Filter): Filter {
  if ('all' in filter) return { all: filter.all.map((part) => on(collection, part)) };
  if ('any' in filter) return { any: filter.any.map((part) => on(collection, part)) };
  if ('not' in filter) return { not: on(collection, filter.not) };
  if (filter.is !== 'inSubquery') return filter;
  const { subquery } = filter;
  return { ...filter, subquery: { ...subquery, collection, filter: on(collection, subquery.filter) } };
}

/** What subqueries select from these documents. */
const keysIn = (documents: readonly DocumentWithId[]): KeysOfSubquery => {
  const keysOf: KeysOfSubquery = ({ field, filter }) =>
    new Set(documents.filter((one) => matches(filter, one, keysOf)).map((one) => valueAt(one, field)).filter(isScalar).map(searchKey)); // prettier-ignore
  return keysOf;
};

async function readAllPages(store: ReadStore, collection: CollectionSpec, find: FindQuery): Promise<readonly string[]> {
  const found: string[] = [];
  let after: PageKey | undefined;
  do {
    const page = await store.find(collection, { ...find, after });
    found.push(...page.documents.map(({ id }) => id));
    after = page.next && (JSON.parse(JSON.stringify(page.next)) as PageKey);
  } while (after && found.length <= ids.length);
  return found;
}

/**
 * A property test with random documents, filters, sorts and pages: each store gives what filtering and sorting an array
 * gives. A failure prints its seed. The stores must be open and stay open.
 */
export async function expectEqualResults(stores: readonly ReadStore[]): Promise<void> {
  const collections = await Promise.all(
    stores.map(async (store) => [store, await newCollection(store, indexes)] as const),
  );
  const queries = fc.array(query, { minLength: 1, maxLength: 8 });
  const property = fc.asyncProperty(documents, queries, async (all, queries) => {
    const plain = all.map(({ id, fields }) => withId(id, { ...fields, siteId: 's1' }));
    for (const [store, collection] of collections) {
      await store.clear(collection, 'none');
      await store.write(
        collection,
        all.map(({ id, fields }) => firstWrite(id, { ...fields, siteId: 's1' })),
      );
      for (const { filter: sent, sort, limit, offset } of queries) {
        const filter = on(collection, sent);
        const expected = plain.filter((one) => matches(filter, one, keysIn(plain))).sort(documentComparator(sort)).map(({ id }) => id); // prettier-ignore
        const page = await store.find(collection, { siteId: 's1', filter, sort, limit, offset });
        expect(page.documents.map(({ id }) => id)).toEqual(expected.slice(offset, offset + limit));
        expect(await readAllPages(store, collection, { siteId: 's1', filter, sort, limit })).toEqual(expected);
        expect(await store.count(collection, { siteId: 's1', filter, upTo: 4 })).toBe(Math.min(expected.length, 5));
      }
    }
  });
  await fc.assert(property, { numRuns: propertyRuns(60, 3000) });
}
