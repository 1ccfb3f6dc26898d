import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openForWriting } from './event-file';
import { groupCommit } from './group-commit';
import type { Order, Report } from './writing';

/** A group stays small enough that its first append need not wait long for its last. */
const MAX_GROUP = 512;

const port = parentPort!;
const { db, identity } = openForWriting((workerData as { file: string }).file);
const commit = groupCommit(db);
const report = (what: Report): void => port.postMessage(what);

port.on('message', (first: Order) => {
  let order: Order | undefined = first;
  const group: Exclude<Order, 'CLOSE'>[] = [];
  while (order !== undefined && order !== 'CLOSE') {
    group.push(order);
    if (group.length === MAX_GROUP) break;
    order = receiveMessageOnPort(port)?.message as Order | undefined;
  }
  if (group.length > 0) report(commit(group));
  if (order === 'CLOSE') {
    port.removeAllListeners('message'); // closing lets through what is queued, and libsql aborts the process on a closed file
    db.pragma('wal_checkpoint(TRUNCATE)'); // so that the file alone is the whole store while nobody has it open
    db.close();
    port.close();
  }
});
report({ identity });
