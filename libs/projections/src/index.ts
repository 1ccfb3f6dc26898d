export * from './logger';
export * from './pieces';
export * from './projector';
export * from './until-aborted';
export * from './view-progress';
