import { EventStoreUnavailable, InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { accept } from '@app/kernel';
import { adding, asked, jar, type JarEvent } from './jar.examples';
import { Streams } from './streams';

/** Takes appends, and is away for every read behind one. */
class LosesItsTongue extends InMemoryEventStore {
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
  const store = new LosesItsTongue();
  const deciding = new Streams(store).reading({ jar: jar('mine') }).deciding('jar', adding(1), asked());
  await expect(deciding).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'UNKNOWN' });
  expect(await store.readAll()).toHaveLength(1);
});

/** Has another process write behind each append, before whoever appended can read it back. */
class Overtaken extends InMemoryEventStore {
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
  const store = new Overtaken();
  const [one, other] = [new Streams(store), new Streams(store)].map((process) => process.reading({ jar: jar('mine') }));
  const taken = { type: 'CoinTaken', data: { worth: 1 } } as const;
  store.behind = () => other!.deciding('jar', () => accept<JarEvent>(taken), asked());
  expect(await one!.deciding('jar', adding(1, 2), asked())).toMatchObject({
    accepted: true,
    on: { jar: { coins: [1, 2] } },
    events: [{ type: 'CoinAdded' }, { type: 'CoinAdded' }],
  });
  expect(await one!.states()).toEqual({ jar: { coins: [2] } });
});
