export * from './event-store';
export * from './high-water';
export { EventUnreadable, unreadable, type UnreadableEvent, type UnreadableReason } from './unreadable-event';
export { InMemoryEventStore } from './in-memory/in-memory-event-store';
export { DataDirectoryInUse, DataDirectoryUnusable, lockDataDirectory } from './sqlite/data-directory-lock';
export { SqliteEventStore } from './sqlite/sqlite-event-store';
export { WrongEventStoreUrl } from './eventstoredb/connection-string';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb/event-store-db-event-store';
export { UpcastingEventStore } from './upcasting-event-store';
