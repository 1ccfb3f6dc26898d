import { startFerretdb } from './start-ferretdb';
import { running } from './running';

/** Sees to the servers that the suites want: those that the environment names, else ones of our own. */
export default async function setUp(): Promise<void> {
  if (process.env.READ_STORE_URL) return;
  const server = await startFerretdb();
  running.push(server);
  process.env.READ_STORE_URL = `${server.uri}groups_test`;
}
