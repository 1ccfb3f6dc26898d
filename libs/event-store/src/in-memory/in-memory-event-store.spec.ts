import { NO_STREAM } from '@app/kernel';
import { eventStoreContract } from '../../testing/event-store.contract';
import { InMemoryEventStore } from './in-memory-event-store';

eventStoreContract('in memory', async () => {
  const store = new InMemoryEventStore();
  return {
    store,
    writeRaw: async (stream, event) =>
      void store['write'](stream, [event], store['streams'].get(stream)?.at(-1)?.revision ?? NO_STREAM),
    close: () => store.close(),
  };
});
