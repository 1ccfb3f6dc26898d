import { EventStoreUnavailable, InMemoryEventStore, type ReadStreamOptions } from '@app/event-store';
import { accept } from '@app/kernel';
import { adding, asked, coinAdded, jar, type JarEvent } from './jar.examples';
import { Streams } from './streams';

const SILENT_FOR = 60;

/** Answers nothing, and admits after a while that it does not. */
class SilentStore extends InMemoryEventStore {
  override async readStream(_: string, __?: ReadStreamOptions): Promise<never> {
    await new Promise((later) => setTimeout(later, SILENT_FOR));
    throw new EventStoreUnavailable('silent');
  }
}

it('commands on one stream do not wait for each other for ever when the store is silent', async () => {
  const streams = new Streams(new SilentStore(), undefined, null, undefined, SILENT_FOR / 2);
  const began = performance.now();
  const commands = Array.from({ length: 20 }, () =>
    streams.reading({ jar: jar('mine') }).deciding('jar', adding(1), asked()),
  );
  for (const outcome of await Promise.allSettled(commands))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventStoreUnavailable', outcome: 'NONE' } });
  expect(performance.now() - began).toBeLessThan(5 * SILENT_FOR);
});

it('a command whose preparation is in doubt has certainly written nothing', async () => {
  const store = new InMemoryEventStore();
  const beforeAppend = () => Promise.reject(new EventStoreUnavailable('in doubt', 'UNKNOWN'));
  const deciding = new Streams(store)
    .reading({ jar: jar('mine') })
    .deciding('jar', () => accept<JarEvent>(coinAdded(1)), asked(), { beforeAppend });
  await expect(deciding).rejects.toMatchObject({ outcome: 'NONE' });
  expect(await store.readAll()).toEqual([]);
});
