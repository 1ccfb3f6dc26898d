import { startService } from '../support/service';
import { aSiteOf } from './over-http';
import { playMany, type Run } from './playing';

const isLong = process.env.LONG !== undefined;
const run: Run = isLong ? { numRuns: 200, steps: 60, time: 900_000 } : { numRuns: 3, steps: 40, time: 15_000 };

it(
  'does over HTTP what the model says',
  async () => {
    const service = await startService();
    await playMany(run, () => aSiteOf(service)).finally(service.stop);
  },
  run.time + 20_000,
);
