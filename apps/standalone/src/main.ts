import 'reflect-metadata';
import { readSettings } from '@app/config';
import { exitOnFailure, serve } from '@app/http';
import { banner } from './banner';
import { start } from './start';

/** The API, the views and the policies in one process; prints where it listens and a first call. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await start(settings);
  const url = await serve(app, settings);
  process.stdout.write(await banner(url, settings));
}

exitOnFailure(main());
