import { NO_STREAM } from '@app/kernel';
import { appending } from './contract/appending';
import type { Bench, Opened } from './contract/bench';
import { readingEverything } from './contract/reading-everything';
import { readingStreams } from './contract/reading-streams';
import { refusing } from './contract/refusing';
import { repeating } from './contract/repeating';
import { subscribing } from './contract/subscribing';
import { numbered } from './new-events';

/**
 * What every event store keeps, whatever it is made of: the one suite that all adapters pass. It stands on one store
 * for all its tests, which others may be writing to, and on streams of its own; so it can run on a shared server too.
 */
export function eventStoreContract(name: string, open: () => Promise<Opened>): void {
  describe(`the event store contract: ${name}`, () => {
    let opened: Opened;
    let streams = 0;
    const run = `contract${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    const bench: Bench = {
      opened: () => opened,
      store: () => opened.store,
      fresh: () => `${run}-${(streams += 1)}.`,
    };

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    appending(bench);
    refusing(bench);
    repeating(bench);
    readingStreams(bench);
    readingEverything(bench);
    subscribing(bench);

    it('keeps its identity and its events when it is opened again', async () => {
      const identity = await opened.store.identity();
      expect(identity).toMatch(/^[0-9a-f-]{36}$/);
      if (!opened.reopen) return expect(await opened.store.identity()).toBe(identity);
      const stream = bench.fresh();
      const { position } = await opened.store.append(stream, numbered(2), NO_STREAM);
      const before = await opened.store.readStream(stream);
      const store = await opened.reopen();
      opened = { ...opened, store };
      expect(await store.identity()).toBe(identity);
      expect(await store.readStream(stream)).toEqual(before);
      expect((await store.lastPosition())! >= position).toBe(true);
    });
  });
}
