import 'reflect-metadata';
import { readSettings } from '@app/config';
import { startGroups } from '@app/groups';
import { exitOnFailure, serve } from '@app/http';
import { openSharedStores } from '@app/stores';

/** One of any number of processes that answer the API; views are kept by projectors. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await startGroups(await openSharedStores(settings), settings, { work: 'ELSEWHERE', routes: true });
  await serve(app, settings);
}

exitOnFailure(main());
