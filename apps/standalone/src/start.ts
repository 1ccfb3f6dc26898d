import { type Settings, WrongSetting } from '@app/config';
import { lockDataDirectory, SqliteEventStore } from '@app/event-store';
import { BackgroundWork, GroupsModule } from '@app/groups';
import { createHttpApp, type HttpOptions } from '@app/http';
import { SqliteReadStore } from '@app/read-store';
import { type DynamicModule, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Closes the stores after everything that uses them has stopped, and lets go of the data. */
@Injectable()
class EmbeddedStores implements OnApplicationShutdown {
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
class StandaloneModule {
  static with(groups: DynamicModule, close: () => Promise<void>): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [groups],
      providers: [
        {
          provide: EmbeddedStores,
          inject: [BackgroundWork],
          useFactory: (work: BackgroundWork) => new EmbeddedStores(work, close),
        },
      ],
    };
  }
}

/**
 * The whole service in one process on embedded stores: ready to listen, its views caught up.
 * Throws `DataDirectoryInUse` when another process has the data, `WrongSetting` when the settings ask for other stores.
 */
export async function start(settings: Settings, options?: HttpOptions): Promise<NestFastifyApplication> {
  if (settings.eventStoreUrl !== null)
    throw new WrongSetting('EVENT_STORE_URL', 'this process runs on its embedded store only');
  if (settings.readStoreUrl !== null)
    throw new WrongSetting('READ_STORE_URL', 'this process runs on its embedded store only');
  const unlock = lockDataDirectory(settings.dataDir);
  const events = await SqliteEventStore.open(settings.dataDir);
  const views = new SqliteReadStore(settings.dataDir);
  const close = async () => {
    await events.close();
    await views.close();
    unlock();
  };
  const groups = GroupsModule.on({ events, views, rules: { unknownSiteMembers: settings.unknownSiteMembers } });
  const app = await createHttpApp(StandaloneModule.with(groups, close), settings, options);
  await app.get(BackgroundWork, { strict: false }).caughtUp();
  return app;
}
