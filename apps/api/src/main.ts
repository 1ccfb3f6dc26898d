import 'reflect-metadata';
import { readSettings } from '@app/config';
import { startGroups } from '@app/groups';
import { exitOnFailure, serve } from '@app/http';
import { openSharedStores } from '@app/stores';

/** An API process; any number of them may run. Projector processes update the views and run the policies. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await startGroups(await openSharedStores(settings), settings, {
    background: 'OTHER_PROCESSES',
    routes: true,
  });
  await serve(app, settings);
}

exitOnFailure(main());
