import { type CommandContext, newCommandMetadata, itemMetadata } from '@app/decider';
import { EventStoreUnavailable } from '@app/event-store';
import { refuse } from '@app/kernel';
import { olga } from '../testing/people.examples';
import { problems, type Refusal } from '../http/problems';
import { failuresOf, inBulk } from './bulk';

const asked: CommandContext = { caller: olga, metadata: newCommandMetadata() };
const failure = (id: string, code: Refusal) => ({ id, code, description: problems[code][1] });
/** Refuses the items that are named here, does the others. */
const doing = (refusals: Readonly<Record<string, Refusal>>, done: string[] = []) =>
  inBulk(['mira', 'ravi', 'tomo'], asked, async (id) => {
    await new Promise(setImmediate);
    const refusal = refusals[id];
    if (refusal) return refuse(refusal);
    done.push(id);
    return { accepted: true as const, id };
  });

describe('a bulk call', () => {
  it('does what can be done, in the order asked, and names the rest', async () => {
    expect(await doing({})).toMatchObject({
      accepted: true,
      done: [{ id: 'mira' }, { id: 'ravi' }, { id: 'tomo' }],
      failures: [],
    });
    expect(await doing({ mira: 'NOT_A_MEMBER', tomo: 'OWNER_STAYS' })).toMatchObject({
      accepted: true,
      done: [{ id: 'ravi' }],
      failures: [failure('mira', 'NOT_A_MEMBER'), failure('tomo', 'OWNER_STAYS')],
    });
  });
  it('is refused by the first failure when nothing could be done, with all of them', async () =>
    expect(await doing({ mira: 'ROLE_NOT_HELD', ravi: 'NOT_A_MEMBER', tomo: 'CONFLICT' })).toEqual(
      refuse('ROLE_NOT_HELD', {
        failures: [failure('mira', 'ROLE_NOT_HELD'), failure('ravi', 'NOT_A_MEMBER'), failure('tomo', 'CONFLICT')],
      }),
    ));
  it.each(['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'MEMBER_IDENTITY_REQUIRED', 'SITE_MEMBER_UNKNOWN'] as const)(
    'is refused as a whole, and once, when the caller may not: %s',
    async (refusal) => {
      const done: string[] = [];
      expect(await doing({ mira: refusal }, done)).toEqual(refuse(refusal));
      expect(done).toEqual([]);
    },
  );
  it('that is repeated finds what it did while the caller still might', async () => {
    const claim = { commandId: asked.metadata.commandId, isRepeat: true, failure: null, take: () => Promise.resolve() };
    const repeat = (done: readonly string[]) =>
      inBulk(['mira', 'ravi'], { ...asked, claim }, (id) =>
        Promise.resolve(done.includes(id) ? { accepted: true as const, id } : refuse('PERMISSION_DENIED' as const)),
      );
    expect(await repeat(['ravi'])).toMatchObject({ done: [{ id: 'ravi' }], failures: [{ id: 'mira' }] });
    expect(await repeat([])).toEqual(refuse('PERMISSION_DENIED'));
  });
  it('that the store fails half-way has not written nothing, and one that it fails at once has', async () => {
    const failingAt = (failing: string) =>
      inBulk(['mira', 'ravi'], asked, (id): Promise<{ readonly accepted: true }> =>
        id === failing ? Promise.reject(new EventStoreUnavailable('away')) : Promise.resolve({ accepted: true }),
      );
    await expect(failingAt('ravi')).rejects.toMatchObject({ outcome: 'UNKNOWN' });
    await expect(failingAt('mira')).rejects.toMatchObject({ outcome: 'NONE' });
  });
  it('gives each item a trail of its own, the same for a repeat', async () => {
    const trails: unknown[] = [];
    const note = (id: string, item: CommandContext) => {
      trails.push([id, item.metadata, item.caller]);
      return Promise.resolve({ accepted: true as const });
    };
    await inBulk(['mira', 'ravi'], asked, note);
    expect(trails).toEqual(['mira', 'ravi'].map((id) => [id, itemMetadata(asked.metadata, id), olga]));
  });
});

it('failures are left out of an answer when there are none', () => {
  expect(failuresOf({ failures: [] })).toEqual({});
  expect(failuresOf({ failures: [failure('mira', 'CONFLICT')] })).toEqual({ failures: [failure('mira', 'CONFLICT')] });
});
