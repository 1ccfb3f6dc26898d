import type { TestServer } from './start-ferretdb';

/** What was started for this run, to be stopped when it ends. */
export const running: TestServer[] = [];
