import { type CommandContext, newCommandMetadata, Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept } from '@app/kernel';
import { groupCreated, groupDeleted, groupPrivacyChanged, groupRenamed } from '../testing/group.examples';
import type { GroupEvent } from '../domain/group/group.events';
import { olga, siteId } from '../testing/people.examples';
import { groupStream } from '../domain/group/group.state';
import { slugStream } from '../domain/slug/slug.state';
import { SlugReservations } from './slug-reservations';

let store: InMemoryEventStore;
beforeEach(() => (store = new InMemoryEventStore()));

/** A process that appends events of groups, each with the slug that is free. */
function process() {
  const decider = new Decider(store, () => new Date(), null, 1000, 60_000); // this is not about time
  const slugs = new SlugReservations(decider);
  const asked = (): CommandContext => ({ caller: olga, metadata: newCommandMetadata() });
  const slugOf = async (groupId: string) =>
    (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.slug;
  const append = async (groupId: string, ...events: GroupEvent[]) => {
    const ask = asked();
    const on = decider.on({ group: groupStream(siteId, groupId) });
    const beforeAppend = slugs.reserveBeforeAppend<GroupEvent>(groupId, ask);
    await on.decide('group', () => accept(...events), ask, { beforeAppend });
    return slugOf(groupId);
  };
  return { decider, slugs, append, slugOf, asked };
}
const holderOf = async (slug: string) =>
  (
    await process()
      .decider.on({ slug: slugStream(siteId, slug) })
      .load()
  ).slug.holder?.groupId ?? null;

describe('the slugs of groups', () => {
  it('are numbered when groups are called alike', async () => {
    const { append } = process();
    expect(await append('a', groupCreated())).toBe('yoga');
    expect(await append('b', groupCreated())).toBe('yoga-2');
    expect(await append('c', groupCreated())).toBe('yoga-3');
    expect(await append('d', groupCreated({ slug: 'yoga-2' }))).toBe('yoga-2-2');
  });
  it('are free again when a group takes another or is deleted, be they released already or not', async () => {
    const { append } = process();
    await append('a', groupCreated());
    await append('b', groupCreated());
    await append('a', groupRenamed('Flow', 'flow', 'yoga'));
    expect(await append('c', groupCreated())).toBe('yoga');
    await append('b', groupDeleted('yoga-2'));
    expect(await append('d', groupCreated())).toBe('yoga-2');
  });
  it('can be taken back by the group that had them', async () => {
    const { append } = process();
    await append('a', groupCreated());
    await append('a', groupRenamed('Flow', 'flow', 'yoga'));
    expect(await append('a', groupRenamed('Yoga', 'yoga', 'flow'))).toBe('yoga');
    expect(await holderOf('yoga')).toBe('a');
  });
  it('are not looked for where none changes', async () => {
    const { append } = process();
    await append('a', groupCreated());
    const before = await store.readStream(`slug-${siteId}.yoga`);
    expect(await append('a', groupRenamed('YOGA'), groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toBe('yoga');
    expect(await store.readStream(`slug-${siteId}.yoga`)).toEqual(before);
  });
  it('are reserved for the append that brings them, which comes now or never', async () => {
    const { append } = process();
    await append('a', groupCreated());
    await append(
      'a',
      groupRenamed('YOGA'),
      groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }),
    );
    const [reserved] = await store.readStream(`slug-${siteId}.aBcDeFgH`);
    expect(reserved!.data).toEqual({ slug: 'aBcDeFgH', groupId: 'a', forRevision: 1 });
  });
  it('of secret groups are replaced, not numbered, should one be taken', async () => {
    const { append } = process();
    await append('a', groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' }));
    const other = await append('b', groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' }));
    expect(other).toMatch(/^(?=.*[A-Z])[A-Za-z0-9]{8}$/);
    expect(other).not.toBe('aBcDeFgH');
  });
  it('are given to one group each, however many ask at once in however many processes', async () => {
    const processes = [process(), process(), process()];
    const given = await Promise.all(
      Array.from({ length: 30 }, (_, n) => processes[n % 3]!.append(`group-${n}`, groupCreated())),
    );
    expect(new Set(given).size).toBe(30);
    for (const [n, slug] of given.entries()) expect(await holderOf(slug!)).toBe(`group-${n}`);
  });
  it('stay with a group that may still come to hold them', async () => {
    const [crashed, other] = [process(), process()];
    await crashed.slugs.reserveBeforeAppend<GroupEvent>('a', crashed.asked())([groupCreated()], -1);
    expect(await other.append('b', groupCreated())).toBe('yoga-2');
    expect(await crashed.append('a', groupCreated())).toBe('yoga');
  });
});
