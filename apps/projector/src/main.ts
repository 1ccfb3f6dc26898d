import 'reflect-metadata';
import { readSettings } from '@app/config';
import { startGroups } from '@app/groups';
import { exitOnFailure, serve } from '@app/http';
import { openSharedStores } from '@app/stores';

/** One of several processes that keep the views and run the policies: one works, the others stand by. Answers health and metrics only. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await startGroups(await openSharedStores(settings), settings, { work: 'WHERE_IT_LEADS', routes: false });
  await serve(app, settings);
}

exitOnFailure(main());
