import { actionNames } from './action-generators';
import { appendedByReplay, described } from '../support/late-policies';
import { runManySequences, type RunOptions } from './run-sequences';
import { startInProcessSystem } from './system-in-process';

const isLong = process.env.LONG !== undefined;
const options: RunOptions = isLong
  ? { numRuns: 2000, maxActions: 120, timeLimit: 900_000 }
  : { numRuns: 40, maxActions: 100, timeLimit: 120_000 };

it(
  'commands and policies in one process do what the model says',
  async () => {
    const { events, newSystem, stop } = await startInProcessSystem();
    const succeeded = await runManySequences(options, newSystem).finally(stop);
    if (isLong) expect([...succeeded].sort()).toEqual([...actionNames].sort()); // refusals alone would show little
    expect(await described(events, await appendedByReplay(events))).toEqual([]); // policies that run again change nothing
  },
  options.timeLimit + 120_000,
);
