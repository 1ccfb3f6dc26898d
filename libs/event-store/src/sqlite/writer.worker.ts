import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openForWriting } from './event-file';
import { groupCommit } from './group-commit';
import type { AppendRequest, WriterReply, WriterRequest } from './writer-messages';

/** The most appends in one transaction. It bounds how long the first of them waits for the last. */
const MAX_GROUP = 512;

const port = parentPort!;
const { db, storeId } = openForWriting((workerData as { file: string }).file);
const commit = groupCommit(db);
const send = (reply: WriterReply): void => port.postMessage(reply);

port.on('message', (first: WriterRequest) => {
  let request: WriterRequest | undefined = first;
  const group: AppendRequest[] = [];
  while (request !== undefined && request !== 'CLOSE') {
    group.push(request);
    if (group.length === MAX_GROUP) break;
    request = receiveMessageOnPort(port)?.message as WriterRequest | undefined;
  }
  if (group.length > 0) send(commit(group));
  if (request === 'CLOSE') {
    // Queued messages are still delivered while the port closes, and libsql aborts the process when a closed file is used.
    port.removeAllListeners('message');
    db.pragma('wal_checkpoint(TRUNCATE)'); // so that a closed store is one single file
    db.close();
    port.close();
  }
});
send({ storeId });
