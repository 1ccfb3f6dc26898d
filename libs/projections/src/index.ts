export * from './checkpoint-watcher';
export * from './leadership';
export * from './logger';
export * from './pieces';
export * from './projector';
export * from './until-aborted';
export * from './view';
export * from './view-progress';
