export * from './checkpoint-watcher';
export * from './leader-election';
export * from './logger';
export * from './batch-segments';
export * from './projector';
export * from './repeat-until-aborted';
export * from './view';
export * from './view-progress';
