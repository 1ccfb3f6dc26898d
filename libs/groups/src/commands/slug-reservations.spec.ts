import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CommandContext, Decider, newCommandMetadata } from '@app/decider';
import { InMemoryEventStore, WrongExpectedRevision } from '@app/event-store';
import { accept, type Recorded, refuse } from '@app/kernel';
import { withMetadata } from '../../../kernel/testing/accounts.examples';
import type { GroupEvent } from '../domain/group/group.events';
import { groupStream } from '../domain/group/group.state';
import { numberedSlug } from '../domain/slug/slug-of-name';
import { slugStream } from '../domain/slug/slug.state';
import {
  createRequestCanceled,
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupPrivacyChanged,
  groupRenamed,
} from '../testing/group.examples';
import { olga, siteId } from '../testing/people.examples';
import { slugReserved } from '../testing/slug.examples';
import { SlugReservations } from './slug-reservations';

/** Counts what is read of streams. */
class CountingEventStore extends InMemoryEventStore {
  reads = 0;

  override readStream(...read: Parameters<InMemoryEventStore['readStream']>) {
    this.reads += 1;
    return super.readStream(...read);
  }
}
/** Does not wait for other commands, as if each of them had come to a halt. */
class ImpatientSlugReservations extends SlugReservations {
  protected override readonly waits: readonly number[] = [];
}
/** Waits for other commands as long as a test may take. */
class PatientSlugReservations extends SlugReservations {
  protected override readonly waits = Array.from({ length: 100_000 }, () => 1);
}
const MINUTES = 60_000;
const revocations = (log: readonly Recorded[]) => log.filter(({ type }) => type === 'SlugReservationRevoked');

let store: CountingEventStore;
beforeEach(() => (store = new CountingEventStore()));

/** Does this with the clock of the process moved by so many milliseconds. */
async function withClockMoved<T>(by: number, work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ now: Date.now() + by, doNotFake: [...timers] });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}
const timers = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

/** A service process that reserves slugs and appends events of groups. */
function serviceProcess({ Reservations = SlugReservations } = {}) {
  const decider = new Decider(store, () => new Date(), null, { maxWait: 60_000 }); // long enough that nothing times out
  const slugs = new Reservations(decider);
  const newContext = (): CommandContext => ({ caller: olga, metadata: newCommandMetadata() });
  const slugOf = async (groupId: string) =>
    (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.slug;
  /** Appends these events, and before them what `meanwhile` does, once the slug is reserved. */
  const appendAfter = async (meanwhile: () => Promise<unknown>, groupId: string, ...events: GroupEvent[]) => {
    const context = newContext();
    const streams = decider.on({ group: groupStream(siteId, groupId) });
    const reserve = slugs.reserveBeforeAppend<GroupEvent>(groupId, context);
    let reserved = 0;
    const beforeAppend = async (all: readonly GroupEvent[], revision: number) => {
      const complete = await reserve(all, revision);
      if (reserved++ === 0) await meanwhile();
      return complete;
    };
    const result = await streams.decide('group', () => accept(...events), context, { beforeAppend });
    expect(result.accepted).toBe(true);
    return slugOf(groupId);
  };
  const append = (groupId: string, ...events: GroupEvent[]) => appendAfter(() => Promise.resolve(), groupId, ...events);
  return { decider, slugs, append, appendAfter, slugOf, newContext };
}
const holderOf = async (slug: string) =>
  (
    await serviceProcess()
      .decider.on({ slug: slugStream(siteId, slug) })
      .load()
  ).slug.holder?.groupId ?? null;

/** Comes back after so many reads from now on. */
async function untilReads(count: number): Promise<void> {
  for (const before = store.reads; store.reads < before + count;) await nextTurn();
}

/** Appends groups of one name, with as little work as possible. */
async function groupsCalledYoga(count: number): Promise<void> {
  const { decider, newContext } = serviceProcess();
  for (let n = 1; n <= count; n++) {
    const [groupId, slug] = [`yoga-group-${n}`, numberedSlug('yoga', n)];
    const created = () => accept<GroupEvent>(groupCreated({ slug }));
    await decider
      .on({ slug: slugStream(siteId, slug) })
      .decide('slug', () => accept(slugReserved(groupId, 0, slug)), newContext());
    await decider.on({ group: groupStream(siteId, groupId) }).decide('group', created, newContext());
  }
}

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
    expect([...given].sort()).toEqual(Array.from({ length: 30 }, (_, n) => numberedSlug('yoga', n + 1)).sort());
    for (const [n, slug] of given.entries()) expect(await holderOf(slug!)).toBe(`group-${n}`);
  });
});

describe('a slug whose holder has an event that cannot be read', () => {
  const ofLaterBuild = () => withMetadata([{ type: 'SomethingNew', data: {} }], { siteId });
  it.each([
    ['the group', `group-${siteId}.a`, 0],
    ['the slug', `slug-${siteId}.yoga`, 0],
  ])('is in use: another group of the name gets the next number (in the stream of %s)', async (_, stream, revision) => {
    await serviceProcess().append('a', groupCreated());
    await store.append(stream, ofLaterBuild(), revision);
    expect(await serviceProcess().append('b', groupCreated())).toBe('yoga-2');
  });
});

describe('a slug costs few reads', () => {
  const readsOf = async (groupId: string, event = groupCreated()) => {
    const { append } = serviceProcess();
    const before = store.reads;
    const slug = await append(groupId, event);
    return { slug, reads: store.reads - before };
  };
  it('however many groups have the name', async () => {
    const reads: number[] = [];
    for (const [n, existing] of [0, 99, 999].entries()) {
      store = new CountingEventStore();
      await groupsCalledYoga(existing);
      const next = await readsOf(`next-${n}`);
      expect(next.slug).toBe(numberedSlug('yoga', existing + 1));
      reads.push(next.reads);
    }
    expect(reads[0]).toBeLessThanOrEqual(8);
    expect(reads[1]).toBeLessThanOrEqual(60);
    expect(reads[2]! - reads[1]!).toBeLessThanOrEqual(15); // log2(10) more steps up, and as many down, of two reads each
  });
  it('when it is random', async () => {
    const secret = groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' });
    expect((await readsOf('a', secret)).reads).toBeLessThanOrEqual(8);
    expect((await readsOf('b', secret)).reads).toBeLessThanOrEqual(16); // the random one was taken
  });
});

/** Says of streams whose names begin with this that other writers were faster, however often it is asked. */
class ConflictingEventStore extends CountingEventStore {
  conflicts = 0;
  conflictsIn = 'none';

  override append(...append: Parameters<InMemoryEventStore['append']>) {
    const [stream, , expected] = append;
    if (!stream.startsWith(this.conflictsIn)) return super.append(...append);
    if (++this.conflicts > 1000) throw new RangeError('tried for ever');
    return Promise.reject(new WrongExpectedRevision(stream, expected, expected + 1));
  }
}

describe('a command whose slug other writers always take first', () => {
  const create = ({ decider, slugs, newContext }: ReturnType<typeof serviceProcess>) => {
    const context = newContext();
    const beforeAppend = slugs.reserveBeforeAppend<GroupEvent>('c', context);
    const streams = decider.on({ group: groupStream(siteId, 'c') });
    return streams.decide('group', () => accept<GroupEvent>(groupCreated()), context, { beforeAppend });
  };
  let conflicting: ConflictingEventStore;
  beforeEach(() => (store = conflicting = new ConflictingEventStore()));

  it('is refused after a number of attempts', async () => {
    conflicting.conflictsIn = `slug-${siteId}`;
    expect(await create(serviceProcess())).toMatchObject({ refusal: 'CONFLICT' });
    expect(conflicting.conflicts).toBeLessThanOrEqual(36);
  });
  it('is refused when the reservation of another command cannot be revoked', async () => {
    const crashed = serviceProcess();
    await crashed.slugs.reserveBeforeAppend<GroupEvent>('a', crashed.newContext())([groupCreated()], -1);
    conflicting.conflictsIn = `group-${siteId}.a`;
    expect(await create(serviceProcess({ Reservations: ImpatientSlugReservations }))).toMatchObject({
      refusal: 'CONFLICT',
    });
    expect(conflicting.conflicts).toBeLessThanOrEqual(36);
  });
  it('is not refused when they are faster a few times', async () => {
    conflicting.conflictsIn = `slug-${siteId}`;
    const original = conflicting.append.bind(conflicting);
    jest.spyOn(conflicting, 'append').mockImplementation((...append) => {
      if (conflicting.conflicts === 10) conflicting.conflictsIn = 'none';
      return original(...append);
    });
    expect(await create(serviceProcess())).toMatchObject({ accepted: true });
  });
});

describe('a slug that another command has reserved', () => {
  it.each([
    ['equal to', 0],
    ['ten minutes ahead of', 10 * MINUTES],
    ['ten minutes behind', -10 * MINUTES],
  ])('goes to one group, with a clock %s that of the other process', async (_, aheadBy) => {
    const slow = serviceProcess();
    const other = serviceProcess({ Reservations: ImpatientSlugReservations });
    const meanwhile = () => withClockMoved(aheadBy, () => other.append('b', groupCreated()));
    await slow.appendAfter(meanwhile, 'a', groupCreated());
    expect([await slow.slugOf('a'), await slow.slugOf('b')]).toEqual(['yoga-2', 'yoga']);
  });
  it('goes to one group, when the other one is renamed and comes to a halt', async () => {
    const slow = serviceProcess();
    const other = serviceProcess({ Reservations: ImpatientSlugReservations });
    await slow.append('a', groupCreated({ slug: 'flow' }));
    const meanwhile = () => other.append('b', groupCreated());
    await slow.appendAfter(meanwhile, 'a', groupRenamed('Yoga', 'yoga', 'flow'));
    expect([await slow.slugOf('a'), await slow.slugOf('b')]).toEqual(['yoga-2', 'yoga']);
  });
  it('is waited for, so that no number is skipped or given without need', async () => {
    const [slow, other] = [serviceProcess(), serviceProcess({ Reservations: PatientSlugReservations })];
    let second: Promise<string | null> | undefined;
    const meanwhile = async () => {
      second = other.append('b', groupCreated());
      await untilReads(5); // its group, and twice the slug with the group that has reserved it
    };
    expect(await slow.appendAfter(meanwhile, 'a', groupCreated())).toBe('yoga');
    expect(await second).toBe('yoga-2');
    expect(revocations(await store.readAll())).toEqual([]);
  });
  it('is free once that command has lost its race', async () => {
    const [loser, winner] = [serviceProcess(), serviceProcess()];
    const other = serviceProcess({ Reservations: PatientSlugReservations });
    await loser.append('a', createRequestSubmitted());
    let third: Promise<string | null> | undefined;
    const meanwhile = async () => {
      third = other.append('b', groupCreated());
      await untilReads(5);
      await winner.append('a', createRequestCanceled());
    };
    const context = loser.newContext();
    const reserve = loser.slugs.reserveBeforeAppend<GroupEvent>('a', context);
    const approve = ({ group }: { group: { status: string } }) =>
      group.status === 'PENDING' ? accept<GroupEvent>(groupCreated()) : refuse('CREATE_REQUEST_NOT_PENDING');
    const result = await loser.decider.on({ group: groupStream(siteId, 'a') }).decide('group', approve, context, {
      beforeAppend: async (events, revision) => {
        const complete = await reserve(events, revision);
        await meanwhile();
        return complete;
      },
    });
    expect(result).toMatchObject({ accepted: false });
    expect(await third).toBe('yoga');
    expect(revocations(await store.readAll())).toEqual([]);
  });
  it('is free again after a crash, and the event that revokes the reservation is one of the service', async () => {
    const crashed = serviceProcess();
    await crashed.slugs.reserveBeforeAppend<GroupEvent>('a', crashed.newContext())([groupCreated()], -1);
    expect(await serviceProcess({ Reservations: ImpatientSlugReservations }).append('b', groupCreated())).toBe('yoga');
    const [revoked, ...others] = revocations(await store.readAll());
    expect(others).toEqual([]);
    expect(revoked).toMatchObject({
      stream: `group-${siteId}.a`,
      data: { groupId: 'a', slug: 'yoga' },
      metadata: { actor: { type: 'SYSTEM' } },
    });
  });
  it('stays with a group whose creation is repeated after a crash', async () => {
    const crashed = serviceProcess();
    await crashed.slugs.reserveBeforeAppend<GroupEvent>('a', crashed.newContext())([groupCreated()], -1);
    expect(await crashed.append('a', groupCreated())).toBe('yoga');
    expect(await crashed.append('b', groupCreated())).toBe('yoga-2');
  });
  it('and revokes a reservation of the other one at the same moment, does not wait for ever', async () => {
    const { slugs, append, newContext } = serviceProcess({ Reservations: ImpatientSlugReservations });
    await append('a', groupCreated({ slug: 'tea' }));
    await append('b', groupCreated({ slug: 'flow' }));
    await slugs.reserveBeforeAppend<GroupEvent>('a', newContext())([groupRenamed('Yoga', 'yoga', 'tea')], 0);
    await slugs.reserveBeforeAppend<GroupEvent>('b', newContext())([groupRenamed('Yin', 'yin', 'flow')], 0);
    const given = await Promise.all([
      append('a', groupRenamed('Yin', 'yin', 'tea')),
      append('b', groupRenamed('Yoga', 'yoga', 'flow')),
    ]);
    expect(new Set(given).size).toBe(2);
  });
});
