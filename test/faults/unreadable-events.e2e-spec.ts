import { appendFromAnotherProcess } from '../support/append-from-another-process';
import type { Client } from '../support/client';
import { eventually, stories } from '../support/stories';

const { people, service } = stories();

const unknownType = { type: 'GroupArchived', data: {} };
const noObject = { type: 'MemberLeft', data: null as never };
const unreadable = { details: { applicationError: { data: { reason: 'EVENT_UNREADABLE' } } } };
const countsOf = async (who: Client) =>
  Object.fromEntries(
    ((await who.get('/v2/groups').expect(200)) as { groups: { name: string; membersCount: number }[] }).groups.map(
      ({ name, membersCount }) => [name, membersCount],
    ),
  );
const metric = async (pattern: RegExp) => (await (await fetch(`${service().url}/metrics`)).text()).match(pattern)?.[1];
const ready = async () => {
  const response = await fetch(`${service().url}/health/ready`);
  return [response.status, ((await response.json()) as { probes: Record<string, string> }).probes.parkedWork];
};

it('events that cannot be read concern their streams and nothing else', async () => {
  const { olga, ravi, mira, site } = await people('olga', 'ravi', 'mira');
  const [closed, open] = [await olga.createsGroup({ name: 'Closed' }), await olga.createsGroup({ name: 'Open' })];
  await ravi.joins(open);
  expect(await ready()).toEqual([200, 'ok']);
  const { events } = service();
  await appendFromAnotherProcess(events, site, `group-${site}.${closed}`, unknownType);
  await appendFromAnotherProcess(events, site, `membership-${site}.${open}.ravi`, noObject);

  // What depends on the streams says so; what the views had stays.
  await olga.patch(`/v2/groups/${closed}`, { group: { name: 'New' } }).expect(503, unreadable);
  await mira.post(`/v2/groups/${closed}/join`).expect(503, unreadable);
  await ravi.post(`/v2/groups/${open}/leave`).expect(503, unreadable);
  await olga.get(`/v2/groups/${closed}`).expect(200, { group: { name: 'Closed' } });

  // Everything else goes on, in the same group and in others: commands, views, policies.
  await mira.joins(open);
  const another = await ravi.createsGroup({ name: 'Another' });
  await olga.joins(another);
  expect(await countsOf(olga)).toEqual({ Closed: 1, Open: 3, Another: 2 });
  expect((await olga.get('/v2/groups')).text).not.toContain('staleSince');

  // Operators see it, and the process stays ready.
  expect(await ready()).toEqual([200, 'degraded']);
  await eventually(async () =>
    expect(await metric(/groups_parked_work\{kind="EVENT",name="policies"\} (\d+)/)).toBe('2'),
  );
  expect(await metric(/groups_unreadable_events_total\{reason="UNKNOWN_TYPE"\} (\d+)/)).toBe('1');
  expect(await metric(/groups_unreadable_events_total\{reason="NOT_JSON"\} (\d+)/)).toBe('1');
});
