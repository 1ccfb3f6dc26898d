export * from './command-sender';
export * from './policy-handler';
export * from './policy-runner';
