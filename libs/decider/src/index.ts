export * from './keyed-queue';
export * from './stream-of';
export * from './streams';
export * from './trail';
