import { eventStoreContract } from '../../testing/event-store.contract';
import { TestServer } from '../../testing/server/test-server';
import { EventStoreDbEventStore } from './event-store-db-event-store';

const openOn = async (url: string, stop: () => Promise<void>) => {
  let store = await EventStoreDbEventStore.open(url);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await EventStoreDbEventStore.open(url);
      return store;
    },
    close: async () => {
      await store.close();
      await stop();
    },
  };
};

eventStoreContract('EventStoreDB, on a server for tests', async () => {
  const server = await TestServer.start();
  return openOn(server.url, () => server.stop());
});

const real = process.env.EVENT_STORE_URL;
if (real)
  eventStoreContract('EventStoreDB, on the server of EVENT_STORE_URL', async () => openOn(real, async () => {}));
