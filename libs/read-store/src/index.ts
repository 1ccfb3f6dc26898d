export * from './filter';
export * from './read-store';
export * from './evaluate';
export * from './in-memory/in-memory-read-store';
export * from './sqlite/sqlite-read-store';
export * from './query-language';
export type { MongoReadStoreOptions } from './mongodb/mongo-read-store';
export { openMongoReadStore } from './mongodb/open-mongo-read-store';
export { WrongReadStoreUrl } from './mongodb/mongo-url';
