import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '@app/event-store';
import { MongoClient } from 'mongodb';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { ServiceProcess } from './service-process';
import type { Service } from './service';

type Environment = Readonly<Record<string, string>>;

/** The stores of one service under test: an event store and a database that nobody else uses. */
export type Servers = {
  readonly env: Environment;
  readonly testServer: TestServer | null;
  readonly stop: () => Promise<void>;
};

/**
 * `EVENT_STORE_URL` and `READ_STORE_URL` name servers; without the first, one that speaks EventStoreDB's protocol runs in
 * this process. The database is one of its own on the second, and dropped at the end.
 */
export async function servers(): Promise<Servers> {
  const testServer = process.env.EVENT_STORE_URL ? null : await TestServer.start();
  const readStoreUrl = new URL(process.env.READ_STORE_URL!);
  readStoreUrl.pathname = `/t${randomUUID().replaceAll('-', '')}`;
  return {
    env: { EVENT_STORE_URL: process.env.EVENT_STORE_URL ?? testServer!.url, READ_STORE_URL: readStoreUrl.href },
    testServer,
    stop: async () => {
      const client = new MongoClient(readStoreUrl.href);
      await client.db().dropDatabase();
      await client.close();
      await testServer?.stop();
    },
  };
}

/** Where the processes were built: once for a run of the tests. */
export const mainOf = (app: 'api' | 'projector'): string =>
  join(process.env.BUILT_SERVICE!, 'apps', app, 'src/main.js');

/** API and projector, each a process, on servers. */
export async function startOnServers(env: Environment): Promise<Service> {
  const stores = await servers();
  const settings = { ...stores.env, ...env };
  const projector = await ServiceProcess.listening(mainOf('projector'), settings);
  const api = await ServiceProcess.listening(mainOf('api'), settings).catch(async (error: unknown) => {
    await projector.kill();
    throw error;
  });
  await api.untilReady();
  const events = await EventStoreDbEventStore.open(stores.env.EVENT_STORE_URL!);
  return {
    url: api.url,
    events,
    stop: async () => {
      await Promise.all([api.stop(), projector.stop()]);
      await events.close();
      await stores.stop();
    },
  };
}
