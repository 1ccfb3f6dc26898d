import { EventStoreUnavailable, InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { accept } from '@app/kernel';
import { account, type AmountEvent, context, deposit, depositing } from './accounts.examples';
import { Decider } from './decider';

const MAX_WAIT = 30; // ms

/** Rejects every read after a while. */
class SilentStore extends InMemoryEventStore {
  reads = 0;
  override async readStream(_: string, __?: ReadStreamOptions): Promise<never> {
    this.reads += 1;
    await new Promise((resolve) => setTimeout(resolve, MAX_WAIT + 20));
    throw new EventStoreUnavailable('silent');
  }
}

it('commands that waited too long for earlier ones on their stream fail without reading the store', async () => {
  const store = new SilentStore();
  const decider = new Decider(store, undefined, null, { maxWait: MAX_WAIT });
  const commands = Array.from({ length: 20 }, () =>
    decider.on({ account: account('savings') }).decide('account', depositing(1), context()),
  );
  for (const command of await Promise.allSettled(commands))
    expect(command).toMatchObject({ status: 'rejected', reason: { name: 'EventStoreUnavailable', outcome: 'NONE' } });
  expect(store.reads).toBe(1);
});

it('an outage of unknown outcome in beforeAppend becomes one that has written nothing', async () => {
  const store = new InMemoryEventStore();
  const beforeAppend = () => Promise.reject(new EventStoreUnavailable('outcome unknown', 'UNKNOWN'));
  const decide = new Decider(store)
    .on({ account: account('savings') })
    .decide('account', () => accept<AmountEvent>(deposit(1)), context(), { beforeAppend });
  await expect(decide).rejects.toMatchObject({ outcome: 'NONE' });
  expect(await store.readAll()).toEqual([]);
});
