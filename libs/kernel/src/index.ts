export * from './caller';
export * from './decision';
export * from './deep-equal';
export * from './event';
export * from './ids';
export * from './policy';
export * from './projection';
export * from './stream';
