import { EventStoreUnavailable, InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { accept } from '@app/kernel';
import { depositing, context, account, type AccountEvent } from './accounts.examples';
import { Decider } from './decider';

/** Takes appends, and is away for every read behind one. */
class UnreadableAfterAppend extends InMemoryEventStore {
  private hasTaken = false;
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    const appended = await super.append(...args);
    this.hasTaken = true;
    return appended;
  }
  override readStream(stream: string, options?: ReadStreamOptions) {
    if (this.hasTaken) return Promise.reject(new EventStoreUnavailable('away'));
    return super.readStream(stream, options);
  }
}

it('never says that nothing was written when it was, but cannot be read back', async () => {
  const store = new UnreadableAfterAppend();
  const decide = new Decider(store).on({ account: account('savings') }).decide('account', depositing(1), context());
  await expect(decide).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'UNKNOWN' });
  expect(await store.readAll()).toHaveLength(1);
});

/** Has another process write behind each append, before whoever appended can read it back. */
class AppendedBehind extends InMemoryEventStore {
  behind: (() => Promise<unknown>) | null = null;
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    const appended = await super.append(...args);
    const behind = this.behind;
    this.behind = null;
    await behind?.();
    return appended;
  }
}

it('gives the state in which its own events left the stream, whatever others wrote right behind them', async () => {
  const store = new AppendedBehind();
  const [one, other] = [new Decider(store), new Decider(store)].map((process) =>
    process.on({ account: account('savings') }),
  );
  const taken = { type: 'WithdrawalMade', data: { amount: 1 } } as const;
  store.behind = () => other!.decide('account', () => accept<AccountEvent>(taken), context());
  expect(await one!.decide('account', depositing(1, 2), context())).toMatchObject({
    accepted: true,
    states: { account: { amounts: [1, 2] } },
    events: [{ type: 'DepositMade' }, { type: 'DepositMade' }],
  });
  expect(await one!.load()).toEqual({ account: { amounts: [2] } });
});
