import { randomUUID } from 'node:crypto';
import { InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { type Event, NO_STREAM } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import { withMetadata } from '../../libs/kernel/testing/accounts.examples';
import { groupCreated, groupRulesReplaced, roleAssigned } from '../../libs/groups/src/testing/group.examples';
import { rulesOf } from '../support/entrance';
import { apiRole, startInstance } from '../support/service-instances';
import { waitUntil } from '../support/waiting';

const [site, groupId] = ['studio', randomUUID()];
const rules = [{ title: 'Be kind' }];
const stream = `group-${site}.${groupId}`;

/** Counts the events of the group that were read. */
class CountingStore extends InMemoryEventStore {
  eventsRead = 0;
  override async readStream(name: string, options?: ReadStreamOptions) {
    const events = await super.readStream(name, options);
    if (name === stream) this.eventsRead += events.length;
    return events;
  }
}

it('a visitor reads the rules of a group of many changes without all of them being read again after a restart', async () => {
  const [events, views] = [new CountingStore(), new InMemoryReadStore()];
  const admins = Array.from({ length: 1200 }, (_, n) =>
    roleAssigned({ kind: 'MEMBER', siteId: site, id: `m${n}`, memberId: `m${n}` }),
  );
  const history: Event[] = [groupCreated(), groupRulesReplaced(...rules), ...admins];
  const ofGroup = history.map(({ type, data }) => ({ type, data: { ...data, groupId } }));
  await events.append(stream, withMetadata(ofGroup, { siteId: site }), NO_STREAM);

  /** How many events of the group an instance that was just started reads for a visitor. */
  async function readsOfAVisitor(): Promise<number> {
    const instance = await startInstance(apiRole, events, views);
    events.eventsRead = 0;
    const response = await fetch(`${instance.url}${rulesOf(groupId)}`, { headers: { 'x-site-id': site } });
    expect([response.status, await response.json()]).toEqual([200, { rules }]);
    const { eventsRead } = events;
    await waitUntil(async () => {
      const stored = await views.load({ name: 'streamSnapshots', version: 1, indexes: [] }, [stream]);
      return stored.size === 1;
    }, 'the group has a snapshot');
    await instance.stop();
    return eventsRead;
  }
  expect(await readsOfAVisitor()).toBe(1202);
  expect(await readsOfAVisitor()).toBeLessThan(600);
});
