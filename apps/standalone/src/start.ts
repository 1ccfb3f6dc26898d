import type { Settings } from '@app/config';
import { startGroups } from '@app/groups';
import type { HttpOptions } from '@app/http';
import { openStores } from '@app/stores';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * The whole service in one process, on whatever stores the settings name: ready to listen, its views caught up.
 * Throws `DataDirectoryInUse` when another process has the data.
 */
export const start = async (settings: Settings, options?: HttpOptions): Promise<NestFastifyApplication> =>
  startGroups(await openStores(settings), settings, { work: 'HERE', routes: true }, options);
