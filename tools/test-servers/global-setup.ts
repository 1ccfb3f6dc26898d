import { buildService } from '../../test/support/built-service';
import { cleanups } from './cleanups';
import { startFerretdb } from './start-ferretdb';

/** Builds the service, and starts the servers that the suites need unless the environment names them. */
export default async function setUp(): Promise<void> {
  const service = buildService();
  process.env.BUILT_SERVICE = service.directory;
  process.env.TEST_STORES = 'servers';
  if (process.env.READ_STORE_URL) return;
  const server = await startFerretdb();
  cleanups.push(server);
  process.env.READ_STORE_URL = `${server.uri}groups_test`;
}
