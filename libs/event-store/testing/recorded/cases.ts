import type { Cases } from './case';
import { appending } from './cases/appending';
import { checkpoints } from './cases/checkpoints';
import { conflicts } from './cases/conflicts';
import { data } from './cases/data';
import { deleting } from './cases/deleting';
import { filtering } from './cases/filtering';
import { idempotency } from './cases/idempotency';
import { reading } from './cases/reading';
import { readingAll } from './cases/reading-all';
import { server } from './cases/server';
import { streamMetadata } from './cases/stream-metadata';
import { subscribingToAStream } from './cases/subscribing-to-a-stream';
import { subscribingToAll } from './cases/subscribing-to-all';

export const cases: Cases = {
  ...server,
  ...appending,
  ...conflicts,
  ...idempotency,
  ...data,
  ...reading,
  ...readingAll,
  ...subscribingToAStream,
  ...subscribingToAll,
  ...filtering,
  ...checkpoints,
  ...deleting,
  ...streamMetadata,
};
