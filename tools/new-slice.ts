import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'prettier';
import { commandSlice, registrationOf } from './new-slice/command-slice';

const usage = 'usage: npm run new -- command <name>, for example: npm run new -- command approve-join-requests';

/** Makes the folder of a new command, and says what is left to do. */
async function newSlice(kind: string | undefined, slice: string | undefined): Promise<void> {
  if (kind !== 'command' || !slice || !/^[a-z]+(-[a-z]+)*$/.test(slice)) return refused(usage);
  const commands = 'libs/groups/src/commands';
  const folder = join(commands, slice);
  if (existsSync(folder)) return refused(`${folder} is there already`);

  const style = JSON.parse(readFileSync('.prettierrc.json', 'utf8')) as Options;
  const files = await commandSlice(slice, style);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, file), content);
    console.log(join(folder, file));
  }
  console.log(`Next: add to ${commands}/index.ts, in alphabetical order`);
  for (const line of registrationOf(slice)) console.log(`  ${line}`);
  console.log(`then npx jest ${folder}, and npm run docs`);
}

function refused(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

void newSlice(process.argv[2], process.argv[3]);
