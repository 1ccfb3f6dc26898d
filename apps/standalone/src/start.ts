import type { Settings } from '@app/config';
import { startGroups } from '@app/groups';
import type { HttpOptions } from '@app/http';
import { openStores } from '@app/stores';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Starts the whole service in one process, on the stores that the settings name. Resolves when every view has caught up;
 * the app does not listen yet. Throws `DataDirectoryInUse` when another process uses the data directory.
 */
export const start = async (settings: Settings, options?: HttpOptions): Promise<NestFastifyApplication> =>
  startGroups(await openStores(settings), settings, { background: 'THIS_PROCESS', routes: true }, options);
