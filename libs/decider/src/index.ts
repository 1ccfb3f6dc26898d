export * from './claim';
export * from './claims';
export * from './command-context';
export * from './command-metadata';
export * from './decider';
export * from './keyed-queue';
export type { SnapshotStore } from './snapshots';
export * from './unknown-outcome';
