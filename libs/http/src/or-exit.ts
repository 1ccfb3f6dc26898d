import { inspect } from 'node:util';
import { WrongSetting } from '@app/config';
import { DataDirectoryInUse, DataDirectoryUnusable, EventStoreUnavailable } from '@app/event-store';
import { ReadStoreUnavailable, WrongReadStoreUrl } from '@app/read-store';

const startFailures = [
  WrongSetting,
  DataDirectoryInUse,
  DataDirectoryUnusable,
  WrongReadStoreUrl,
  EventStoreUnavailable,
  ReadStoreUnavailable,
];

/** What keeps a process from starting goes to standard error, in one line where somebody can do something about it; exit 1. */
export function exitOnFailure(start: Promise<void>): void {
  start.catch((error: unknown) => {
    const isExpected = error instanceof Error && startFailures.some((kind) => error instanceof kind);
    process.stderr.write(`${isExpected ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
