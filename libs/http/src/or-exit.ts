import { WrongSetting } from '@app/config';
import { DataDirectoryInUse } from '@app/event-store';
import { inspect } from 'node:util';

/** What keeps a process from starting goes to standard error, in one line where somebody can do something about it; exit 1. */
export function orExit(start: Promise<void>): void {
  start.catch((error: unknown) => {
    const expected = error instanceof WrongSetting || error instanceof DataDirectoryInUse;
    process.stderr.write(`${expected ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
