import { InMemoryEventStore } from '@app/event-store';
import { accept, refuse } from '@app/kernel';
import { account, type AmountEvent, context, depositing, ravi, withdrawal } from './accounts.examples';
import type { Admission } from './command-context';
import { Decider } from './decider';

describe('the admission of the caller', () => {
  /** Everybody but an app must have money in an account of their own. */
  const admission: Admission<'NO_MONEY'> = {
    stream: ({ kind, id }) => (kind === 'APP' ? null : account(id)),
    refusal: (state) => ((state as { amounts: readonly number[] }).amounts.length > 0 ? null : 'NO_MONEY'),
    conceals: (refusal) => refusal === 'HIDDEN',
  };
  let store: InMemoryEventStore;
  let decider: Decider;
  let withAdmission: Decider;
  const streams = { account: account('savings') };
  const app = { kind: 'APP', siteId: 'studio', id: 'billing' } as const;
  beforeEach(() => {
    store = new InMemoryEventStore();
    decider = new Decider(store);
    withAdmission = new Decider(store, undefined, admission);
  });
  const tryToDeposit = () => withAdmission.on(streams).decide('account', depositing(1), context());
  const depositForRavi = (amount: number) =>
    decider.on({ ravi: account('ravi') }).decide('ravi', depositing(amount), context());

  it('is checked with each decision', async () => {
    expect(await tryToDeposit()).toEqual(refuse('NO_MONEY'));
    await depositForRavi(1);
    expect(await tryToDeposit()).toMatchObject({ accepted: true });
    const withdrawAll = () => accept<AmountEvent>(withdrawal(1, 'ravi'));
    await decider.on({ ravi: account('ravi') }).decide('ravi', withdrawAll, context());
    expect(await tryToDeposit()).toEqual(refuse('NO_MONEY'));
  });
  it('is recorded among the revisions that were read', async () => {
    await depositForRavi(1);
    await tryToDeposit();
    expect((await store.readStream('account-savings'))[0]!.metadata.judgedOn).toEqual({ 'account-ravi': 0 });
  });
  it('takes precedence over other refusals, except those that conceal the stream', async () => {
    const refused = (code: string) => withAdmission.on(streams).decide('account', () => refuse(code), context());
    expect(await refused('TOO_LATE')).toEqual(refuse('NO_MONEY'));
    expect(await refused('HIDDEN')).toEqual(refuse('HIDDEN'));
    await depositForRavi(1);
    expect(await refused('TOO_LATE')).toEqual(refuse('TOO_LATE'));
  });
  it('applies also when nothing would change', async () =>
    expect(await withAdmission.on(streams).decide('account', () => accept(), context())).toEqual(refuse('NO_MONEY')));
  it('does not apply to a caller without its stream', async () =>
    expect(await withAdmission.on(streams).decide('account', depositing(1), context(app))).toMatchObject({
      accepted: true,
    }));
  it('may use the stream that the command appends to', async () => {
    const own = withAdmission.on({ ravi: account('ravi') });
    expect(await own.decide('ravi', depositing(2), context(ravi))).toEqual(refuse('NO_MONEY'));
    await depositForRavi(1);
    expect(await own.decide('ravi', depositing(2), context(ravi))).toMatchObject({
      states: { ravi: { amounts: [1, 2] } },
    });
  });
});
