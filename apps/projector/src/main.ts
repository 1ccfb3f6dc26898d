import 'reflect-metadata';
import { readSettings } from '@app/config';
import { startGroups } from '@app/groups';
import { exitOnFailure, serve } from '@app/http';
import { openSharedStores } from '@app/stores';

/**
 * A projector process: updates the views and runs the policies while it leads; of several, one leads and the others stand
 * by. Serves health and metrics only.
 */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await startGroups(await openSharedStores(settings), settings, { background: 'LEADER', routes: false });
  await serve(app, settings);
}

exitOnFailure(main());
