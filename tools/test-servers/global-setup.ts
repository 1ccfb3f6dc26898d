import { buildService } from '../../test/support/built-service';
import { running } from './running';
import { startFerretdb } from './start-ferretdb';

/** Sees to the servers that the suites want, those that the environment names or ones of our own, and builds what runs on them. */
export default async function setUp(): Promise<void> {
  const service = buildService();
  running.push({ stop: async () => service.remove() });
  process.env.BUILT_SERVICE = service.directory;
  process.env.TEST_STORES = 'servers';
  if (process.env.READ_STORE_URL) return;
  const server = await startFerretdb();
  running.push(server);
  process.env.READ_STORE_URL = `${server.uri}groups_test`;
}
