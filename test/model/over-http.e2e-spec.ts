import { startService } from '../support/service';
import { appendedByReplay, described } from '../support/late-policies';
import { runManySequences, type RunOptions } from './run-sequences';
import { newSystemOverHttp } from './system-over-http';

const isLong = process.env.LONG !== undefined;
const options: RunOptions = isLong
  ? { numRuns: 200, maxActions: 60, timeLimit: 900_000 }
  : { numRuns: 3, maxActions: 40, timeLimit: 120_000 };

it(
  'the service over HTTP does what the model says',
  async () => {
    const service = await startService();
    const { events, stop } = service;
    try {
      await runManySequences(options, () => newSystemOverHttp(service));
      expect(await described(events, await appendedByReplay(events))).toEqual([]); // policies that run again change nothing
    } finally {
      await stop();
    }
  },
  options.timeLimit + 120_000,
);
