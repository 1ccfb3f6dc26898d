export * from './asked';
export * from './claim';
export * from './claims';
export * from './doubt';
export * from './keyed-queue';
export * from './stream-of';
export * from './streams';
export * from './trail';
