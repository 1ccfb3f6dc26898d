import 'reflect-metadata';
import { inspect } from 'node:util';
import { readSettings, WrongSetting } from '@app/config';
import { DataDirectoryInUse } from '@app/event-store';
import { serve } from '@app/http';
import { banner } from './banner';
import { start } from './start';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await start(settings);
  const url = await serve(app, settings);
  process.stdout.write(await banner(url, settings));
}

main().catch((error: unknown) => {
  const expected = error instanceof WrongSetting || error instanceof DataDirectoryInUse;
  process.stderr.write(`${expected ? error.message : inspect(error)}\n`);
  process.exit(1);
});
