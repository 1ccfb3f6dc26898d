import { type CommandContext, Decider, newCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept } from '@app/kernel';
import type { GroupEvent } from '../domain/group/group.events';
import { groupStream } from '../domain/group/group.state';
import { slugStream } from '../domain/slug/slug.state';
import { groupCreated, groupDeleted, groupPrivacyChanged, groupRenamed } from '../testing/group.examples';
import { olga, siteId } from '../testing/people.examples';
import { SlugReservations } from './slug-reservations';

let store: InMemoryEventStore;
beforeEach(() => (store = new InMemoryEventStore()));

/** A service process that reserves slugs and appends events of groups. */
function serviceProcess() {
  const decider = new Decider(store, () => new Date(), null, { maxWait: 60_000 }); // long enough that nothing times out
  const slugs = new SlugReservations(decider);
  const newContext = (): CommandContext => ({ caller: olga, metadata: newCommandMetadata() });
  const slugOf = async (groupId: string) =>
    (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.slug;
  const append = async (groupId: string, ...events: GroupEvent[]) => {
    const context = newContext();
    const streams = decider.on({ group: groupStream(siteId, groupId) });
    const beforeAppend = slugs.reserveBeforeAppend<GroupEvent>(groupId, context);
    await streams.decide('group', () => accept(...events), context, { beforeAppend });
    return slugOf(groupId);
  };
  return { decider, slugs, append, slugOf, newContext };
}
const holderOf = async (slug: string) =>
  (
    await serviceProcess()
      .decider.on({ slug: slugStream(siteId, slug) })
      .load()
  ).slug.holder?.groupId ?? null;

describe('slug reservations', () => {
  it('number the slugs of groups with the same name', async () => {
    const { append } = serviceProcess();
    expect(await append('a', groupCreated())).toBe('yoga');
    expect(await append('b', groupCreated())).toBe('yoga-2');
    expect(await append('c', groupCreated())).toBe('yoga-3');
    expect(await append('d', groupCreated({ slug: 'yoga-2' }))).toBe('yoga-2-2');
  });
  it('reuse a slug that its group has given up, also before it is released', async () => {
    const { append } = serviceProcess();
    await append('a', groupCreated());
    await append('b', groupCreated());
    await append('a', groupRenamed('Flow', 'flow', 'yoga'));
    expect(await append('c', groupCreated())).toBe('yoga');
    await append('b', groupDeleted('yoga-2'));
    expect(await append('d', groupCreated())).toBe('yoga-2');
  });
  it('let a group take its former slug back', async () => {
    const { append } = serviceProcess();
    await append('a', groupCreated());
    await append('a', groupRenamed('Flow', 'flow', 'yoga'));
    expect(await append('a', groupRenamed('Yoga', 'yoga', 'flow'))).toBe('yoga');
    expect(await holderOf('yoga')).toBe('a');
  });
  it('are not made when no slug changes', async () => {
    const { append } = serviceProcess();
    await append('a', groupCreated());
    const before = await store.readStream(`slug-${siteId}.yoga`);
    expect(await append('a', groupRenamed('YOGA'), groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toBe('yoga');
    expect(await store.readStream(`slug-${siteId}.yoga`)).toEqual(before);
  });
  it('have the revision of the append that uses the slug', async () => {
    const { append } = serviceProcess();
    await append('a', groupCreated());
    await append(
      'a',
      groupRenamed('YOGA'),
      groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }),
    );
    const [reserved] = await store.readStream(`slug-${siteId}.aBcDeFgH`);
    expect(reserved!.data).toEqual({ slug: 'aBcDeFgH', groupId: 'a', forRevision: 1 });
  });
  it('replace a random slug that is taken by another random one', async () => {
    const { append } = serviceProcess();
    await append('a', groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' }));
    const other = await append('b', groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' }));
    expect(other).toMatch(/^(?=.*[A-Z])[A-Za-z0-9]{8}$/);
    expect(other).not.toBe('aBcDeFgH');
  });
  it('give each slug to one group, with concurrent processes', async () => {
    const processes = [serviceProcess(), serviceProcess(), serviceProcess()];
    const given = await Promise.all(
      Array.from({ length: 30 }, (_, n) => processes[n % 3]!.append(`group-${n}`, groupCreated())),
    );
    expect(new Set(given).size).toBe(30);
    for (const [n, slug] of given.entries()) expect(await holderOf(slug!)).toBe(`group-${n}`);
  });
  it('keep a slug for a group that may still use it', async () => {
    const [crashed, other] = [serviceProcess(), serviceProcess()];
    await crashed.slugs.reserveBeforeAppend<GroupEvent>('a', crashed.newContext())([groupCreated()], -1);
    expect(await other.append('b', groupCreated())).toBe('yoga-2');
    expect(await crashed.append('a', groupCreated())).toBe('yoga');
  });
});
