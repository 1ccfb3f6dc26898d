import { policyCommandMetadata } from '@app/decider';
import type { Recorded } from '@app/kernel';
import pMap from 'p-map';
import { FairSemaphore } from './fair-semaphore';
import { commandsWaiting } from './metrics';
import { isOutage, type PolicyCommand, type PolicyHandler } from './policy-handler';

/** Commands of policies in flight in this process. */
const MAX_IN_FLIGHT = 8;
/** Commands of one policy and event in flight: an event with many leaves slots for others. */
const MAX_IN_FLIGHT_OF_EVENT = 4;

/**
 * Sends the commands of policies. However many there are, only a few are in flight at once, and the lanes take turns, so
 * that an event with thousands of commands takes a small share of the process and delays no other lane.
 */
export class CommandSender {
  private readonly semaphore = new FairSemaphore(MAX_IN_FLIGHT, (change) => commandsWaiting.inc(change));

  constructor(private readonly laneOf: (event: Recorded) => string) {}

  /**
   * Sends all commands of a policy for one event, also after one has failed, but none after an outage: the others would
   * fail as slowly. Then throws one of the errors, an outage first.
   */
  async sendAll({ name, commands }: PolicyHandler, event: Recorded): Promise<void> {
    const lane = this.laneOf(event);
    const failures: unknown[] = []; // at most two: the first, and the outage
    const isOver = () => failures.some(isOutage);
    const sendOne = async ({ key, send }: PolicyCommand) => {
      try {
        if (!isOver()) await this.semaphore.run(lane, () => send(policyCommandMetadata(event, name, key)));
      } catch (error) {
        if (failures.length === 0 || (isOutage(error) && !isOver())) failures.push(error);
      }
    };
    for await (const chunk of commands(event)) {
      await pMap(chunk, sendOne, { concurrency: MAX_IN_FLIGHT_OF_EVENT });
      if (isOver()) break;
    }
    if (failures.length > 0) throw failures.at(-1);
  }
}
