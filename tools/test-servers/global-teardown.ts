import { cleanups } from './cleanups';

/** Stops what the setup started, and nothing that was there before. */
export default async function tearDown(): Promise<void> {
  await Promise.all(cleanups.splice(0).map((server) => server.stop()));
}
