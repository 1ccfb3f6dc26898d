import { NO_STREAM } from '@app/kernel';
import { appending } from './contract/appending';
import type { ContractContext, OpenedStore } from './contract/context';
import { readingAll } from './contract/reading-all';
import { readingStreams } from './contract/reading-streams';
import { refusing } from './contract/refusing';
import { repeating } from './contract/repeating';
import { subscribing } from './contract/subscribing';
import { unreadableEvents } from './contract/unreadable-events';
import { numbered } from './new-events';

/**
 * The tests that every implementation of `EventStore` passes. They share one store and use streams of their own, so they
 * can also run on a server to which others are writing.
 */
export function eventStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  jest.setTimeout(120_000); // only stops a test that hangs
  describe(`the event store contract: ${name}`, () => {
    let opened: OpenedStore;
    let streams = 0;
    const run = `contract${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    const context: ContractContext = {
      store: () => opened.store,
      newStream: () => `${run}-${(streams += 1)}.`,
      writeRaw: (stream, event) => opened.writeRaw!(stream, event),
      canWriteRaw: () => opened.writeRaw !== undefined,
    };

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    appending(context);
    refusing(context);
    repeating(context);
    readingStreams(context);
    readingAll(context);
    subscribing(context);
    unreadableEvents(context);

    it('keeps its id and its events when it is opened again', async () => {
      const identity = await opened.store.identity();
      expect(identity).toMatch(/^[0-9a-f-]{36}$/);
      if (!opened.reopen) return expect(await opened.store.identity()).toBe(identity);
      const stream = context.newStream();
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
