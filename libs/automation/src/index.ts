export * from './command-sender';
export { FairSemaphore } from './fair-semaphore';
export * from './policy-handler';
export * from './policy-runner';
