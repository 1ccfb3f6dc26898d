import { type Settings, WrongSetting } from '@app/config';
import {
  type EventStore,
  EventStoreDbEventStore,
  lockDataDirectory,
  SqliteEventStore,
  WrongEventStoreUrl,
} from '@app/event-store';
import { MongoReadStore, type ReadStore, SqliteReadStore } from '@app/read-store';

/** Where everything is kept, and how to let go of it. */
export type Stores = { readonly events: EventStore; readonly views: ReadStore; readonly close: () => Promise<void> };

/**
 * Opens the stores that the settings name: for each one that they do not name, the embedded one in `DATA_DIR`, which
 * this process then has for itself. Throws `DataDirectoryInUse` when another process has it, `WrongSetting` for a URL
 * that cannot be, `EventStoreUnavailable` when EventStoreDB does not answer or is not trusted.
 */
export async function openStores({ eventStoreUrl, readStoreUrl, dataDir }: Settings): Promise<Stores> {
  const isEmbedded = eventStoreUrl === null || readStoreUrl === null;
  const unlock = isEmbedded ? lockDataDirectory(dataDir) : () => undefined;
  const events = eventStoreUrl === null ? await SqliteEventStore.open(dataDir) : await openEventStoreDb(eventStoreUrl);
  const views = readStoreUrl === null ? new SqliteReadStore(dataDir) : MongoReadStore.open(readStoreUrl);
  const close = async () => {
    await events.close();
    await views.close();
    unlock();
  };
  return { events, views, close };
}

async function openEventStoreDb(url: string): Promise<EventStore> {
  return EventStoreDbEventStore.open(url).catch((error: unknown) => {
    throw error instanceof WrongEventStoreUrl ? new WrongSetting('EVENT_STORE_URL', error.message) : error;
  });
}

/** The same for one of several processes, which share their stores: none can be embedded. Throws `WrongSetting` naming the one that is missing. */
export async function openSharedStores(settings: Settings): Promise<Stores> {
  const why = 'must be set: this process shares its stores with others, so they cannot be embedded';
  if (settings.eventStoreUrl === null) throw new WrongSetting('EVENT_STORE_URL', why);
  if (settings.readStoreUrl === null) throw new WrongSetting('READ_STORE_URL', why);
  return openStores(settings);
}
