import type { Settings } from '@app/config';
import type { EventStore } from '@app/event-store';
import { createHttpApp, type HttpOptions } from '@app/http';
import type { ReadStore } from '@app/read-store';
import { type DynamicModule, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type BackgroundMode, BackgroundWork } from './background-work';
import { GroupsModule } from './groups.module';

type Stores = { readonly events: EventStore; readonly views: ReadStore; readonly close: () => Promise<void> };

/** What the process does: `background`, and whether it serves the API (`routes`) or only health and metrics. */
export type ProcessRole = { readonly background: BackgroundMode; readonly routes: boolean };

/** Closes the stores after everything that uses them has stopped. */
@Injectable()
class OpenStores implements OnApplicationShutdown {
  constructor(
    private readonly work: BackgroundWork,
    private readonly close: () => Promise<void>,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.work.stop();
    await this.close();
  }
}

@Module({})
class ServiceModule {
  static with(groups: DynamicModule, close: () => Promise<void>): DynamicModule {
    const openStores = {
      provide: OpenStores,
      inject: [BackgroundWork],
      useFactory: (work: BackgroundWork) => new OpenStores(work, close),
    };
    return { module: ServiceModule, imports: [groups], providers: [openStores] };
  }
}

/**
 * Starts the service, ready to listen; closing it closes the stores too. A process that runs the background work first
 * waits until the views have caught up; others report in their readiness whether the views have.
 */
export async function startGroups(
  { events, views, close }: Stores,
  settings: Settings,
  role: ProcessRole,
  options?: HttpOptions,
): Promise<NestFastifyApplication> {
  const groups = GroupsModule.on({ events, views, settings, ...role });
  const app = await createHttpApp(ServiceModule.with(groups, close), settings, options);
  if (role.background === 'THIS_PROCESS') await app.get(BackgroundWork, { strict: false }).waitUntilCaughtUp();
  return app;
}
