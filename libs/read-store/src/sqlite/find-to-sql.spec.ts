import Database from 'libsql';
import type { CollectionSpec, Filter, FindQuery } from '..';
import { countToSql, findToSql, sweepToSql } from './find-to-sql';
import { indexesToSql, tableToSql } from './schema';
import type { Sql } from './sql';

const members: CollectionSpec = {
  name: 'members',
  version: 1,
  indexes: [['groupId', 'role', 'joinedDate'], ['joinRequest.status', 'joinRequest.createdDate'], ['membersCount']],
};
const database = new Database(':memory:');
[tableToSql(members), ...indexesToSql(members, new Set())].forEach(({ text }) => database.exec(text));
afterAll(() => database.close());

/** The lines of SQLite's query plan. */
const planOf = ({ text, values }: Sql): readonly string[] =>
  (database.prepare(`EXPLAIN QUERY PLAN ${text}`).raw().all([...values]) as [number, number, number, string][]).map((line) => line[3]); // prettier-ignore
const find = (find: Partial<FindQuery>) => planOf(findToSql(members, { siteId: 's1', limit: 50, ...find }));

const eq = (field: string, value: string): Filter => ({ field, is: 'eq', value });
const group = eq('groupId', 'yoga');
const admins: Filter = { all: [group, eq('role', 'ADMIN')] };
const by = (field: string, order: 'ASC' | 'DESC' = 'ASC') => ({ field, order });
const newestFirst = [by('joinedDate', 'DESC')];
const index = (fields: string, sought: string) => [`SEARCH members.v1 USING INDEX members.v1(${fields}) (${sought})`];
const membership = 'groupId,role,joinedDate';

describe('an index', () => {
  it('is used for conditions on its first fields and a sort by the next ones', () => {
    expect(find({ filter: group, sort: [by('role'), by('joinedDate')] })).toEqual(
      index(membership, 'siteId=? AND key.groupId=?'),
    );
    expect(find({ filter: admins, sort: [by('joinedDate')] })).toEqual(
      index(membership, 'siteId=? AND key.groupId=? AND key.role=?'),
    );
    expect(find({ filter: admins, sort: [by('joinedDate', 'DESC'), by('id', 'DESC')] })).toEqual(
      index(membership, 'siteId=? AND key.groupId=? AND key.role=?'),
    );
  });

  it('leaves only ties to be sorted when the id has the other direction', () => {
    expect(find({ filter: admins, sort: newestFirst })).toEqual([
      ...index(membership, 'siteId=? AND key.groupId=? AND key.role=?'),
      'USE TEMP B-TREE FOR RIGHT PART OF ORDER BY',
    ]);
  });

  it('is used for dotted fields, ranges and lists', () => {
    const pending = eq('joinRequest.status', 'PENDING');
    expect(find({ filter: pending, sort: [by('joinRequest.createdDate')] })).toEqual(
      index('joinRequest.status,joinRequest.createdDate', 'siteId=? AND key.joinRequest.status=?'),
    );
    expect(find({ filter: { field: 'membersCount', is: 'gte', value: 5 }, sort: [by('membersCount')] })).toEqual(
      index('membersCount', 'siteId=? AND key.membersCount>? AND key.membersCount<?'),
    );
    expect(find({ filter: { field: 'id', is: 'in', values: ['a', 'b'] } })).toContain(
      'SEARCH members.v1 USING INDEX members.v1(id) (siteId=? AND key.id=?)',
    );
  });

  it('is used for documents that have the field', () => {
    const filter: Filter = { all: [group, { field: 'role', is: 'exists', value: true }] };
    expect(find({ filter, sort: [by('role')] })).toContain(
      `SEARCH members.v1 USING INDEX members.v1(${membership}) (siteId=? AND key.groupId=? AND key.role>?)`,
    );
  });

  it('is used to start after a page key', () => {
    expect(find({ filter: group, sort: [by('role'), by('joinedDate')], after: ['ADMIN', '2030', 'x'] })).toEqual(
      index(membership, 'siteId=? AND key.groupId=? AND (key.role,key.joinedDate,key.id)>(?,?,?)'),
    );
    expect(find({ filter: admins, sort: newestFirst, after: ['2030', 'x'] })).toEqual([
      ...index(membership, 'siteId=? AND key.groupId=? AND key.role=? AND key.joinedDate<?'),
      'USE TEMP B-TREE FOR RIGHT PART OF ORDER BY',
    ]);
  });

  it('is used for all documents of a site, counts and sweeps', () => {
    expect(find({})).toEqual(index('id', 'siteId=?'));
    expect(planOf(countToSql(members, 's1', admins, 100))).toEqual(
      expect.arrayContaining(index(membership, 'siteId=? AND key.groupId=? AND key.role=?')),
    );
    const either: Filter = { any: [eq('groupId', 'yoga'), { field: 'id', is: 'in', values: ['a', 'b'] }] };
    expect(planOf(countToSql(members, 's1', { all: [{ all: [] }, either] }, 100))).toEqual(
      expect.arrayContaining([
        ...index(membership, 'siteId=? AND key.groupId=?'),
        'SEARCH members.v1 USING INDEX members.v1(id) (siteId=? AND key.id=?)',
      ]),
    );
    const sweep = { siteId: 's1', field: 'groupId', equals: 'yoga', change: null, position: 9n };
    expect(planOf(sweepToSql(members, sweep, 1000))).toEqual(index(membership, 'siteId=? AND key.groupId=?'));
  });
});

describe('SQL', () => {
  it('never contains what a caller sent', () => {
    const hostile = `'"; DROP TABLE members -- %_`;
    const filter: Filter = {
      any: [
        eq('name', hostile),
        { field: 'name', is: 'contains', value: hostile },
        { field: 'name', is: 'in', values: [hostile, 'a'] },
      ],
    };
    const after = [hostile, hostile];
    const { text } = findToSql(members, { siteId: hostile, filter, sort: [by('name')], limit: 5, after });
    expect(text).not.toContain('DROP');
  });

  it('is the same for lists of any length', () => {
    const ofLength = (length: number) => {
      const filter: Filter = { field: 'groupId', is: 'in', values: Array.from({ length }, (_, n) => `g${n}`) };
      return findToSql(members, { siteId: 's1', filter, limit: 5 }).text;
    };
    expect(ofLength(2)).toBe(ofLength(2000));
  });
});
