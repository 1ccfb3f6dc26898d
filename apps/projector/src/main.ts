import 'reflect-metadata';
import { readSettings } from '@app/config';
import { startGroups } from '@app/groups';
import { orExit, serve } from '@app/http';
import { openSharedStores } from '@app/stores';

/**
 * A projector process: updates the views and runs the policies while it leads; of several, one leads and the others stand
 * by. Serves health and metrics only.
 */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await startGroups(await openSharedStores(settings), settings, { work: 'WHERE_IT_LEADS', routes: false });
  await serve(app, settings);
}

orExit(main());
