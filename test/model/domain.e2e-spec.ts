import { theDomain } from './on-the-domain';
import { playMany, type Run } from './playing';
import { doings } from './stories';

const isLong = process.env.LONG !== undefined;
const run: Run = isLong ? { numRuns: 2000, steps: 120, time: 900_000 } : { numRuns: 40, steps: 100, time: 15_000 };

it(
  'does on the domain what the model says',
  async () => {
    const { stage, stop } = await theDomain();
    const done = await playMany(run, stage).finally(stop);
    if (isLong) expect([...done].sort()).toEqual([...doings].sort()); // stories in which nothing succeeds show nothing
  },
  run.time + 20_000,
);
