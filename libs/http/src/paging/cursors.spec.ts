import type { EventStore } from '@app/event-store';
import { InvalidRequest } from '../problems/problem';
import { Cursors } from './cursors';

const storeWith = (identity: string) => ({ identity: () => Promise.resolve(identity) }) as EventStore;
const cursors = new Cursors(storeWith('store one'));
const ravi = { siteId: 's1', memberId: 'ravi' };
const path = ['/v2/members/:memberId/memberships', 'ravi'];
const list = cursors.forList(ravi, path);
const content = { filter: { name: { $contains: 'yöga' } }, key: [null, 1, true, 'a\n'] };

const refused = (cursor: string, by = list) =>
  expect(by.decode(cursor, 'a.cursor')).rejects.toMatchObject({
    violations: [{ field: 'a.cursor', description: 'is no cursor of this list', violatedRule: 'FORMAT' }],
  });

it('decodes what was encoded, also in another process on the same store', async () => {
  const cursor = await list.encode(content);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(await new Cursors(storeWith('store one')).forList(ravi, path).decode(cursor, 'x')).toEqual(content);
});

it('tells nobody what it holds', async () => {
  const cursor = await list.encode({ key: ['Whispers', 'an id'] });
  expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/Whispers|key/);
});

it("treats me as the caller's member id", async () => {
  const own = cursors.forList(ravi, [path[0]!, 'me']);
  expect(await list.decode(await own.encode(content), 'x')).toEqual(content);
  await refused(await own.encode(content), cursors.forList({ siteId: 's1', memberId: 'olga' }, [path[0]!, 'me']));
});

it.each([
  ['site', cursors.forList({ ...ravi, siteId: 's2' }, path)],
  ['route', cursors.forList(ravi, ['/v2/members/:memberId/groups', 'ravi'])],
  ['person', cursors.forList(ravi, [path[0]!, 'olga'])],
  ['store', new Cursors(storeWith('store two')).forList(ravi, path)],
])('refuses a cursor of another %s', async (_, other) => refused(await list.encode(content), other));

it('refuses a changed cursor', async () => {
  const cursor = await list.encode({ key: ['a'] });
  for (let at = 0; at < cursor.length; at++)
    await refused(`${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`);
  for (const changed of [cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, ` ${cursor}`, `${cursor}\n`, `${cursor},`])
    await refused(changed);
});

it.each(['', 'x', 'null', 'a'.repeat(23), 'a'.repeat(200), 'ü'.repeat(50), 'a'.repeat(10_000_000)])(
  'refuses malformed text: %#',
  (text) => refused(text),
);

it('can contain a filter of 96 KiB', async () => {
  const large = { filter: 'x'.repeat(98_304), key: ['x'.repeat(1000)] };
  expect(await list.decode(await list.encode(large), 'x')).toEqual(large);
  await expect(list.decode(await list.encode({ key: ['x'.repeat(105_000)] }), 'x')).rejects.toThrow(InvalidRequest);
});
