import { EventStoreUnavailable, InMemoryEventStore, type ReadStream } from '@app/event-store';
import { adding, asked, jar } from './jar.examples';
import { Streams } from './streams';

/** Takes appends, and is away for every read behind one. */
class LosesItsTongue extends InMemoryEventStore {
  private hasTaken = false;
  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    const appended = await super.append(...args);
    this.hasTaken = true;
    return appended;
  }
  override readStream(stream: string, options?: ReadStream) {
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
