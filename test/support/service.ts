import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type Settings } from '@app/config';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { BackgroundWork, GroupsModule } from '@app/groups';
import { createHttpApp, EVENT_STORE, type HttpOptions } from '@app/http';
import { InMemoryReadStore, type ReadStore } from '@app/read-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { start } from '../../apps/standalone/src/start';
import { secret } from './secret';
import { startOnServers } from './service-on-servers';

export { secret };

export type ServiceOptions = HttpOptions & {
  /** Settings beside the tests' own: a known secret, no log, no rate limit. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * `memory` for speed; `embedded`: what `npm start` runs, on files in a directory of its own; `servers`: API and
   * projector as processes of their own, on servers.
   */
  readonly stores?: Stores;
  /** Where the views are kept when the stores are in memory. */
  readonly views?: ReadStore;
  /** The longest that a response waits for policies, and a read for its views, in ms, when the stores are in memory. */
  readonly maxWait?: number;
};

type Stores = 'memory' | 'embedded' | 'servers';

/** `TEST_STORES` runs every end-to-end test on other stores than memory. */
const usualStores = (process.env.TEST_STORES ?? 'memory') as Stores;

const MAX_WAIT = 60_000; // ms

/** The whole service in this process, listening on a free port of the loopback interface. */
export type Service = {
  /** Without a slash at the end. */
  readonly url: string;
  readonly events: EventStore;
  /** Stops it, and removes what it kept on disk. */
  readonly stop: () => Promise<void>;
};

/** Starts the service, its views caught up. Whoever starts one stops it. */
export async function startService({
  env,
  views,
  maxWait,
  stores = usualStores,
  ...options
}: ServiceOptions = {}): Promise<Service> {
  if (usualStores === 'servers' && !views && !options.logTo) return startOnServers({ AUTH_SECRET: secret, ...env });
  const dataDir = await mkdtemp(join(tmpdir(), 'groups-'));
  const settings = readSettings({
    AUTH_SECRET: secret,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
    DATA_DIR: dataDir,
    ...env,
  });
  const app =
    stores === 'embedded' && !views
      ? await start(settings, options)
      : await startInMemory(settings, options, views, maxWait);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    events: app.get<EventStore>(EVENT_STORE, { strict: false }),
    stop: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function startInMemory(
  settings: Settings,
  options: HttpOptions,
  ownViews: ReadStore | undefined,
  ownMaxWait: number | undefined,
): Promise<NestFastifyApplication> {
  // No story fails because the machine is slow to run policies or to fill views; a test with views of its own sees the
  // product's own limit.
  const maxWait = ownMaxWait ?? (ownViews ? undefined : MAX_WAIT);
  const views = ownViews ?? new InMemoryReadStore();
  const groups = GroupsModule.on({ events: new InMemoryEventStore(), views, settings, maxWait });
  const app = await createHttpApp(groups, settings, options);
  await app.get(BackgroundWork, { strict: false }).waitUntilCaughtUp();
  return app;
}
