import { type Settings, WrongSetting } from '@app/config';
import {
  type EventStore,
  EventStoreDbEventStore,
  lockDataDirectory,
  SqliteEventStore,
  WrongEventStoreUrl,
} from '@app/event-store';
import { openMongoReadStore, type ReadStore, SqliteReadStore } from '@app/read-store';

/** The open event store and read store, and how to close both. */
export type Stores = { readonly events: EventStore; readonly views: ReadStore; readonly close: () => Promise<void> };

/**
 * Opens the stores of the settings. A store without a URL is embedded, in `DATA_DIR`, which is then locked for this
 * process. Throws `DataDirectoryInUse` when another process has locked it, `DataDirectoryUnusable` when it cannot be
 * used, `WrongSetting` for an invalid event store URL, and `EventStoreUnavailable` when the file of the embedded event
 * store cannot be opened.
 */
export async function openStores({ eventStoreUrl, readStoreUrl, dataDir }: Settings): Promise<Stores> {
  const isEmbedded = eventStoreUrl === null || readStoreUrl === null;
  const unlock = isEmbedded ? lockDataDirectory(dataDir) : () => undefined;
  const events = eventStoreUrl === null ? await SqliteEventStore.open(dataDir) : await openEventStoreDb(eventStoreUrl);
  const views = readStoreUrl === null ? new SqliteReadStore(dataDir) : await openMongoReadStore(readStoreUrl);
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

/** As `openStores`, for one of several processes that share their stores. Throws `WrongSetting` when a URL is missing. */
export async function openSharedStores(settings: Settings): Promise<Stores> {
  const why = 'must be set: this process shares its stores with others, so they cannot be embedded';
  if (settings.eventStoreUrl === null) throw new WrongSetting('EVENT_STORE_URL', why);
  if (settings.readStoreUrl === null) throw new WrongSetting('READ_STORE_URL', why);
  return openStores(settings);
}
