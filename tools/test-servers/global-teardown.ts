import { running } from './running';

/** Stops what the setup started, and nothing that was there before. */
export default async function tearDown(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()));
}
