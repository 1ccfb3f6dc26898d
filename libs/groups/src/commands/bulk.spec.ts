import { type CommandContext, itemMetadata, newCommandMetadata } from '@app/decider';
import { EventStoreUnavailable } from '@app/event-store';
import { refuse } from '@app/kernel';
import { problems, type Refusal } from '../http/problems';
import { olga } from '../testing/people.examples';
import { failuresOf, inBulk } from './bulk';

const context: CommandContext = { caller: olga, metadata: newCommandMetadata() };
const failure = (id: string, code: Refusal) => ({ id, code, description: problems[code][1] });
/** Runs three items: refuses those with a refusal here, accepts the others. */
const run = (refusals: Readonly<Record<string, Refusal>>, done: string[] = []) =>
  inBulk(['mira', 'ravi', 'tomo'], context, async (id) => {
    await new Promise(setImmediate);
    const refusal = refusals[id];
    if (refusal) return refuse(refusal);
    done.push(id);
    return { accepted: true as const, id };
  });

describe('a bulk call', () => {
  it('accepts what it can, in the given order, and reports the other items', async () => {
    expect(await run({})).toMatchObject({
      accepted: true,
      done: [{ id: 'mira' }, { id: 'ravi' }, { id: 'tomo' }],
      failures: [],
    });
    expect(await run({ mira: 'NOT_A_MEMBER', tomo: 'OWNER_STAYS' })).toMatchObject({
      accepted: true,
      done: [{ id: 'ravi' }],
      failures: [failure('mira', 'NOT_A_MEMBER'), failure('tomo', 'OWNER_STAYS')],
    });
  });
  it('is refused with the first refusal and all failures when no item is accepted', async () =>
    expect(await run({ mira: 'ROLE_NOT_HELD', ravi: 'NOT_A_MEMBER', tomo: 'CONFLICT' })).toEqual(
      refuse('ROLE_NOT_HELD', {
        failures: [failure('mira', 'ROLE_NOT_HELD'), failure('ravi', 'NOT_A_MEMBER'), failure('tomo', 'CONFLICT')],
      }),
    ));
  it.each(['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'MEMBER_IDENTITY_REQUIRED', 'SITE_MEMBER_UNKNOWN'] as const)(
    'is refused once, without failures, when the caller has no right: %s',
    async (refusal) => {
      const done: string[] = [];
      expect(await run({ mira: refusal }, done)).toEqual(refuse(refusal));
      expect(done).toEqual([]);
    },
  );
  it('when repeated, has the items accepted before the caller lost the right', async () => {
    const claim = {
      commandId: context.metadata.commandId,
      isRepeat: true,
      failure: null,
      responseUnknown: null,
      position: null,
      take: () => Promise.resolve(),
    };
    const repeat = (done: readonly string[]) =>
      inBulk(['mira', 'ravi'], { ...context, claim }, (id) =>
        Promise.resolve(done.includes(id) ? { accepted: true as const, id } : refuse('PERMISSION_DENIED' as const)),
      );
    expect(await repeat(['ravi'])).toMatchObject({ done: [{ id: 'ravi' }], failures: [{ id: 'mira' }] });
    expect(await repeat([])).toEqual(refuse('PERMISSION_DENIED'));
  });
  it('has an unknown outcome when the store fails after an item, and none when it fails at the first', async () => {
    const failingAt = (failing: string) =>
      inBulk(['mira', 'ravi'], context, (id): Promise<{ readonly accepted: true }> =>
        id === failing ? Promise.reject(new EventStoreUnavailable('away')) : Promise.resolve({ accepted: true }),
      );
    await expect(failingAt('ravi')).rejects.toMatchObject({ outcome: 'UNKNOWN' });
    await expect(failingAt('mira')).rejects.toMatchObject({ outcome: 'NONE' });
  });
  it('gives each item its own metadata, the same when repeated', async () => {
    const contexts: unknown[] = [];
    const note = (id: string, item: CommandContext) => {
      contexts.push([id, item.metadata, item.caller]);
      return Promise.resolve({ accepted: true as const });
    };
    await inBulk(['mira', 'ravi'], context, note);
    expect(contexts).toEqual(['mira', 'ravi'].map((id) => [id, itemMetadata(context.metadata, id), olga]));
  });
});

it('failuresOf leaves failures out when there are none', () => {
  expect(failuresOf({ failures: [] })).toEqual({});
  expect(failuresOf({ failures: [failure('mira', 'CONFLICT')] })).toEqual({ failures: [failure('mira', 'CONFLICT')] });
});
