import { Decider } from '@app/decider';
import { InMemoryEventStore, type NewEvent, type ReadStreamOptions } from '@app/event-store';
import { type Event, NO_STREAM } from '@app/kernel';
import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { groupStream } from '../domain/group/group.state';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../testing/group.examples';
import { olga, type Person, siteId } from '../testing/people.examples';
import { StoredSnapshots } from './stored-snapshots';

let store: InMemoryReadStore;
let snapshots: StoredSnapshots;
beforeEach(async () => {
  store = new InMemoryReadStore();
  snapshots = new StoredSnapshots(store);
  await snapshots.onApplicationBootstrap();
});

describe('stored snapshots', () => {
  it('are the latest that were saved for each stream', async () => {
    await snapshots.save('group-studio.yoga', 'one');
    await snapshots.save('group-studio.yoga', 'two');
    await snapshots.save('group-studio.chess', 'three');
    expect(await snapshots.load('group-studio.yoga')).toBe('two');
    expect(await snapshots.load('group-studio.chess')).toBe('three');
    expect(await snapshots.load('group-studio.choir')).toBeNull();
  });

  it('are saved by one of two processes at once', async () => {
    await Promise.all(['one', 'two'].map((text) => snapshots.save('group-studio.yoga', text)));
    expect(['one', 'two']).toContain(await snapshots.load('group-studio.yoga'));
  });

  it('are not saved while the read store is away, which is logged without the name of the stream', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(store, 'write').mockRejectedValue(new ReadStoreUnavailable('away'));
    await snapshots.save('group-studio.yoga', 'one');
    expect(await snapshots.load('group-studio.yoga')).toBeNull();
    expect(JSON.stringify(logged.mock.calls)).not.toContain('yoga');
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
  });
});

/** Counts the events that were read. */
class CountingStore extends InMemoryEventStore {
  eventsRead = 0;
  override async readStream(stream: string, options?: ReadStreamOptions) {
    const events = await super.readStream(stream, options);
    this.eventsRead += events.length;
    return events;
  }
}
const asAppended = (events: readonly Event[]): NewEvent[] => {
  const [commandId, at] = [randomUUID(), '2024-05-01T10:00:00.000Z'];
  const actor = { type: 'MEMBER', id: olga.id } as const;
  const metadata = { actor, siteId, at, commandId, correlationId: commandId, depth: 0, of: events.length };
  return events.map((event, n) => ({ ...event, id: randomUUID(), metadata: { ...metadata, part: n + 1 } }));
};

it('a group of thousands of role changes is read from its snapshot on, with all of its admins', async () => {
  const events = new CountingStore();
  const group = groupStream(siteId, groupId);
  const person = (n: number): Person => ({ kind: 'MEMBER', siteId, id: `p${n}`, memberId: `p${n}` });
  const changes = Array.from({ length: 2999 }, (_, n) =>
    n % 3 === 2 ? roleUnassigned(person(n - 1), 'LEFT') : roleAssigned(person(n)),
  );
  await events.append(group.name!, asAppended([groupCreated(), ...changes]), NO_STREAM);
  const load = async () => (await new Decider(events, undefined, null, { snapshots }).on({ group }).load()).group;
  const first = await load();
  expect(events.eventsRead).toBe(3000);
  while ((await snapshots.load(group.name!)) === null) await new Promise((resolve) => setImmediate(resolve));
  events.eventsRead = 0;
  const second = await load();
  expect(events.eventsRead).toBe(501);
  const comparable = ({ admins, departedAdmins, ...others }: typeof first) => [
    [...admins],
    [...departedAdmins],
    others,
  ];
  expect(comparable(second)).toEqual(comparable(first));
  expect(second.admins.size).toBe(1002);
});
