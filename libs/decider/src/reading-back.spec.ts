import { EventStoreUnavailable, InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { accept } from '@app/kernel';
import { account, type AmountEvent, context, depositing, withdrawal } from './accounts.examples';
import { Decider } from './decider';

/** Takes appends, but is unavailable for every read after one. */
class UnreadableAfterAppend extends InMemoryEventStore {
  private hasAppended = false;
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    const appended = await super.append(...args);
    this.hasAppended = true;
    return appended;
  }
  override readStream(stream: string, options?: ReadStreamOptions) {
    if (this.hasAppended) return Promise.reject(new EventStoreUnavailable('away'));
    return super.readStream(stream, options);
  }
}

it('the outcome is unknown when the events were appended but cannot be read back', async () => {
  const store = new UnreadableAfterAppend();
  const decide = new Decider(store).on({ account: account('savings') }).decide('account', depositing(1), context());
  await expect(decide).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'UNKNOWN' });
  expect(await store.readAll()).toHaveLength(1);
});

/** Runs `afterAppend`, an append of another process, after an append and before it can be read back. */
class InterruptedStore extends InMemoryEventStore {
  afterAppend: (() => Promise<unknown>) | null = null;
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    const appended = await super.append(...args);
    const { afterAppend } = this;
    this.afterAppend = null;
    await afterAppend?.();
    return appended;
  }
}

it('a command gives the state right after its own events, whatever others appended since', async () => {
  const store = new InterruptedStore();
  const [one, other] = [new Decider(store), new Decider(store)].map((process) =>
    process.on({ account: account('savings') }),
  );
  store.afterAppend = () => other!.decide('account', () => accept<AmountEvent>(withdrawal(1)), context());
  expect(await one!.decide('account', depositing(1, 2), context())).toMatchObject({
    accepted: true,
    states: { account: { amounts: [1, 2] } },
    events: [{ type: 'DepositMade' }, { type: 'DepositMade' }],
  });
  expect(await one!.load()).toEqual({ account: { amounts: [2] } });
});
