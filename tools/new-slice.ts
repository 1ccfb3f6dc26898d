import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'prettier';
import { writeSlice } from './new-slice/write-slice';

const usage = 'npm run new -- write <what-is-asked-for>, for example: npm run new -- write approve-join-request';

/** Makes the folder of a new slice, and says what is left to do. */
async function newSlice(kind: string | undefined, slice: string | undefined): Promise<void> {
  if (kind !== 'write' || !slice || !/^[a-z]+(-[a-z]+)*$/.test(slice)) return refused(usage);
  const folder = join('libs/groups/src', kind, slice);
  if (existsSync(folder)) return refused(`${folder} is there already`);

  const style = JSON.parse(readFileSync('.prettierrc.json', 'utf8')) as Options;
  const files = await writeSlice(slice, style);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, file), content);
    console.log(join(folder, file));
  }
  console.log(`Next: give the handler and the controller to the module of libs/groups, then npx jest ${folder}`);
}

function refused(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

void newSlice(process.argv[2], process.argv[3]);
