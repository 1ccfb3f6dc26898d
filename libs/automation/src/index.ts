export * from './policy-handler';
export * from './policy-runner';
