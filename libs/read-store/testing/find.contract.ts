import type { Document, Filter, FindQuery, PageKey, ReadStore } from '../src';
import { firstWrite, newCollection } from './fixtures';

type Fields = Omit<Document, 'siteId'>;

/** Finding, sorting, paging and counting. */
export function findContract(store: () => ReadStore): void {
  const collectionOf = async (
    documents: Readonly<Record<string, Fields>>,
    ...indexes: readonly (readonly string[])[]
  ) => {
    const collection = await newCollection(store(), indexes);
    const writes = Object.entries(documents).map(([id, fields]) => firstWrite(id, { siteId: 's1', ...fields }));
    await store().write(collection, writes);
    const find = (find: Omit<FindQuery, 'siteId'>) => store().find(collection, { siteId: 's1', ...find });
    return {
      collection,
      find,
      ids: async (query: Partial<FindQuery>) => (await find({ limit: 100, ...query })).documents.map(({ id }) => id),
    };
  };

  describe('filters', () => {
    const documents = {
      absent: {},
      empty: { a: '' },
      false: { a: false },
      list: { a: ['x', 1, null] },
      none: { a: [] },
      null: { a: null },
      number: { a: 1 },
      object: { a: { b: 'x' } },
      text: { a: 'x' },
      textOne: { a: '1' },
      true: { a: true },
      upper: { a: 'X%_ΟΣ' },
    };
    const cases: readonly (readonly [filter: Filter, ids: readonly string[]])[] = [
      [{ field: 'a', is: 'eq', value: 'x' }, ['list', 'text']],
      [{ field: 'a', is: 'eq', value: 1 }, ['list', 'number']],
      [{ field: 'a', is: 'eq', value: true }, ['true']],
      [{ field: 'a', is: 'eq', value: null }, ['absent', 'null']],
      [{ field: 'a', is: 'ne', value: null }, Object.keys(documents).filter((id) => id !== 'absent' && id !== 'null')],
      [{ field: 'a', is: 'ne', value: 'x' }, Object.keys(documents).filter((id) => id !== 'list' && id !== 'text')],
      [{ field: 'a.b', is: 'eq', value: 'x' }, ['object']],
      [{ field: 'a.0', is: 'exists', value: true }, []],
      [{ field: 'a', is: 'gt', value: 0 }, ['number']],
      [{ field: 'a', is: 'gte', value: '' }, ['empty', 'text', 'textOne', 'upper']],
      [{ field: 'a', is: 'lt', value: 'Y' }, ['empty', 'textOne', 'upper']],
      [{ field: 'a', is: 'lt', value: true }, ['false']],
      [{ not: { field: 'a', is: 'lte', value: 1 } }, Object.keys(documents).filter((id) => id !== 'number')],
      [{ field: 'a', is: 'in', values: ['1', true, null] }, ['absent', 'null', 'textOne', 'true']],
      [{ field: 'a', is: 'in', values: [] }, []],
      [{ field: 'a', is: 'nin', values: ['x', null, '', 1, 'X%_ΟΣ'] }, ['false', 'none', 'object', 'textOne', 'true']],
      [{ field: 'a', is: 'hasSome', values: ['x', 'y'] }, ['list', 'text']],
      [{ field: 'a', is: 'hasAll', values: ['x', 1] }, ['list']],
      [{ field: 'a', is: 'hasAll', values: ['x'] }, ['list', 'text']],
      [{ field: 'a', is: 'startsWith', value: 'x' }, ['text', 'upper']],
      [{ field: 'a', is: 'startsWith', value: 'X', caseSensitive: true }, ['upper']],
      [{ field: 'a', is: 'endsWith', value: 'σ' }, ['upper']],
      [{ field: 'a', is: 'contains', value: '%_ΟΣ' }, ['upper']],
      [{ field: 'a', is: 'contains', value: '__' }, []],
      [{ field: 'a', is: 'contains', value: '' }, ['empty', 'text', 'textOne', 'upper']],
      [{ field: 'a', is: 'exists', value: false }, ['absent', 'null']],
      [{ field: 'a', is: 'empty', value: true }, ['absent', 'empty', 'none', 'null']],
      [{ all: [{ field: 'a', is: 'empty', value: false }, { not: { field: 'a', is: 'gte', value: '' } }] }, ['false', 'list', 'number', 'object', 'true']], // prettier-ignore
      [{ any: [] }, []],
      [{ field: 'id', is: 'in', values: ['text', 'nobody'] }, ['text']],
      [{ field: 'constructor', is: 'exists', value: true }, []],
    ];

    it.each(cases)('%j', async (filter, ids) => {
      const collection = await collectionOf(documents);
      expect(await collection.ids({ filter })).toEqual(ids);
      expect(await store().count(collection.collection, { siteId: 's1', filter, upTo: 100 })).toBe(ids.length);
    });

    it.each(['', 'a..b', 'a b', "a'; DROP TABLE x", 'a"', '$where', 'a.$b'])('refuse the field %p', async (field) => {
      const { ids } = await collectionOf({ a: {} });
      await expect(ids({ filter: { field, is: 'exists', value: true } })).rejects.toThrow(TypeError);
      await expect(ids({ sort: [{ field, order: 'ASC' }] })).rejects.toThrow(TypeError);
    });
  });

  const composed = 'Café Ångström 가';
  const decomposed = composed.normalize('NFD');
  describe.each([
    ['composed', composed, decomposed],
    ['decomposed', decomposed, composed],
  ])('a text that is stored %s', (_, stored, sent) => {
    const conditions: readonly (readonly [condition: object, matches: boolean])[] = [
      [{ is: 'eq', value: sent }, true],
      [{ is: 'ne', value: sent }, false],
      [{ is: 'in', values: ['x', sent] }, true],
      [{ is: 'nin', values: [sent] }, false],
      [{ is: 'hasSome', values: [sent] }, true],
      [{ is: 'hasAll', values: [sent, stored] }, true],
      [{ is: 'gt', value: sent }, false],
      [{ is: 'gte', value: sent }, true],
      [{ is: 'lt', value: sent }, false],
      [{ is: 'lte', value: sent }, true],
      [{ is: 'startsWith', value: sent.slice(0, sent.indexOf('n')), caseSensitive: true }, true],
      [{ is: 'startsWith', value: sent.toLowerCase() }, true],
      [{ is: 'contains', value: 'É ÅNG'.normalize('NFC') }, true],
      [{ is: 'contains', value: 'É ÅNG'.normalize('NFD') }, true],
      [{ is: 'contains', value: 'é'.normalize('NFD'), caseSensitive: true }, true],
      [{ is: 'contains', value: 'caf\u00e9' }, true],
      [{ is: 'endsWith', value: 'ÖM 가'.normalize('NFC') }, true],
      [{ is: 'endsWith', value: 'ÖM 가'.normalize('NFD') }, true],
    ];

    it.each(conditions)('is compared in NFC: %j', async (condition, isFound) => {
      for (const indexes of [[], [['a']]]) {
        const { ids, find } = await collectionOf({ text: { a: stored } }, ...indexes);
        expect(await ids({ filter: { field: 'a', ...condition } as Filter })).toEqual(isFound ? ['text'] : []);
        expect((await find({ limit: 1 })).documents[0]?.document.a).toBe(stored);
      }
    });
  });

  it('texts are sorted in NFC, and pages by key too', async () => {
    const { find, ids } = await collectionOf({ 1: { a: 'e\u0301a' }, 2: { a: '\u00e9b' }, 3: { a: 'e\u0301c' }, 4: { a: 'f' } }, ['a']); // prettier-ignore
    const sort = [{ field: 'a', order: 'ASC' }] as const;
    expect(await ids({ sort })).toEqual(['4', '1', '2', '3']);
    const { next } = await find({ sort, limit: 2 });
    expect(await ids({ sort, after: next })).toEqual(['2', '3']);
  });

  it('a subquery selects by the documents of another collection, of the same site, also from inside of another one', async () => {
    const members = await newCollection(store(), [['memberId', 'groupId']]);
    const membership = (groupId: string | number, memberId: string, siteId = 's1') =>
      firstWrite(`${groupId}.${memberId}.${siteId}`, { siteId, groupId, memberId });
    await store().write(members, [
      membership('yoga', 'mira'),
      membership('chess', 'mira'),
      membership('judo', 'mira', 's2'),
      membership('chess', 'ravi'),
      membership(1, 'mira'),
      firstWrite('nowhere', { siteId: 's1', memberId: 'mira' }),
    ]);
    const { ids, collection } = await collectionOf({ yoga: { open: true }, chess: {}, judo: {}, '1': {}, absent: {} }, ['open']); // prettier-ignore
    const groupsOf = (memberId: string): Filter => ({
      field: 'id',
      is: 'inSubquery',
      subquery: { collection: members, field: 'groupId', filter: { field: 'memberId', is: 'eq', value: memberId } },
    });
    expect(await ids({ filter: groupsOf('mira') })).toEqual(['chess', 'yoga']);
    expect(await ids({ filter: { not: groupsOf('mira') } })).toEqual(['1', 'absent', 'judo']);
    expect(await ids({ filter: groupsOf('nobody') })).toEqual([]);
    const either: Filter = { any: [{ field: 'open', is: 'eq', value: true }, groupsOf('ravi')] };
    expect(await ids({ filter: either })).toEqual(['chess', 'yoga']);
    expect(await store().count(collection, { siteId: 's1', filter: either, upTo: 10 })).toBe(2);
    expect(await store().count(collection, { siteId: 's2', filter: either, upTo: 10 })).toBe(0);

    const open: Filter = { all: [{ field: 'open', is: 'eq', value: true }, groupsOf('mira')] };
    const inOpen: Filter = { field: 'groupId', is: 'inSubquery', subquery: { collection, field: 'id', filter: open } };
    const { documents } = await store().find(members, { siteId: 's1', filter: inOpen, limit: 10 });
    expect(documents.map(({ id }) => id)).toEqual(['yoga.mira.s1']);
  });

  describe('order', () => {
    it('is by id by default', async () => {
      const { ids } = await collectionOf({ b: {}, é: {}, a: {}, '😀': {}, '\uffff': {}, Z: {} });
      expect(await ids({})).toEqual(['Z', 'a', 'b', 'é', '\uffff', '😀']);
      expect(await ids({ sort: [{ field: 'id', order: 'DESC' }] })).toEqual(['😀', '\uffff', 'é', 'b', 'a', 'Z']);
    });

    it('puts absent values first, then booleans, numbers and text by code point; ties by id', async () => {
      const values = [undefined, null, ['list'], false, true, -1e9, -0.1, 0, 1e-9, 2, 1e21, '', '\u0000', '10', '9', 'Z', 'a', 'aa', '\uffff', '😀']; // prettier-ignore
      const ids = values.map((_, n) => String.fromCharCode(97 + n));
      const { ids: found } = await collectionOf(Object.fromEntries(values.map((a, n) => [ids[n], { a }])), ['b']);
      expect(await found({ sort: [{ field: 'a', order: 'ASC' }] })).toEqual(ids);
      expect(await found({ sort: [{ field: 'a', order: 'DESC' }] })).toEqual([...ids.slice(3).reverse(), ...ids.slice(0, 3)]); // prettier-ignore
    });
  });

  describe('pages', () => {
    const documents = Object.fromEntries(
      Array.from({ length: 23 }, (_, n) => [`d${n}`, { a: [null, 'x', 'y'][n % 3], b: n % 4 === 0 ? null : n % 4 }]),
    );
    const sorts: readonly NonNullable<FindQuery['sort']>[] = [
      [],
      [{ field: 'a', order: 'ASC' }],
      [{ field: 'a', order: 'DESC' }, { field: 'b', order: 'ASC' }], // prettier-ignore
      [{ field: 'b', order: 'DESC' }, { field: 'a', order: 'DESC' }, { field: 'id', order: 'DESC' }], // prettier-ignore
    ];

    it.each(sorts.map((sort) => [sort]))('by offset and by key give each document once: %j', async (sort) => {
      const { find, ids } = await collectionOf(documents, ['a', 'b']);
      const all = await ids({ sort });
      expect([...all].sort()).toEqual(Object.keys(documents).sort());
      const byKey: string[] = [];
      const byOffset: string[] = [];
      let after: PageKey | undefined;
      do {
        const page = await find({ sort, limit: 5, after });
        byKey.push(...page.documents.map(({ id }) => id));
        byOffset.push(...(await ids({ sort, limit: 5, offset: byOffset.length })));
        after = page.next && (JSON.parse(JSON.stringify(page.next)) as PageKey);
      } while (after);
      expect(byKey).toEqual(all);
      expect(byOffset).toEqual(all);
    });

    it('need a key of the same sort', async () => {
      const { ids } = await collectionOf({});
      await expect(ids({ after: ['x', 'y'] })).rejects.toThrow(TypeError);
    });
  });

  it('counts no further than upTo', async () => {
    const { collection } = await collectionOf(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`d${n}`, {}])));
    const upTo = (upTo: number) => store().count(collection, { siteId: 's1', upTo });
    expect(await Promise.all([upTo(11), upTo(12), upTo(13), upTo(3)])).toEqual([12, 12, 12, 4]);
  });
}
