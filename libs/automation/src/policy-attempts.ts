import { MAX_DEPTH } from '@app/decider';
import type { Recorded } from '@app/kernel';
import { type Logger, parkedWorkId, type ParkedWorkStore, sleep } from '@app/projections';
import type { CommandSender } from './command-sender';
import { isOutage, PolicyCommandRefused, type PolicyHandler } from './policy-handler';

const MAX_ATTEMPTS = 5;
const RETRY_DELAY = 200; // ms

/** `ABORTED`: the signal aborted before the work was done or parked. */
export type AttemptResult = 'DONE' | 'PARKED' | 'ABORTED';

/** True for an event that so many policies led to that they must be triggering each other endlessly. */
export const isTooDeep = (event: Recorded): boolean => event.metadata.depth >= MAX_DEPTH;

/** Has a policy handle an event, however often it takes, and parks what keeps failing. */
export class PolicyAttempts {
  constructor(
    private readonly sender: CommandSender,
    private readonly parkedWork: Pick<ParkedWorkStore, 'park'>,
    private readonly log: Logger,
  ) {}

  /**
   * Tries until the policy has handled the event. An outage is retried until it ends; after any other error the work is
   * parked at the fifth attempt. Resolves with `PARKED` only when that is stored, so that no checkpoint passes an event
   * which is neither handled nor parked. Never rejects.
   */
  async handleOrPark(policy: PolicyHandler, event: Recorded, signal: AbortSignal): Promise<AttemptResult> {
    for (let attempts = 1; !signal.aborted;) {
      try {
        await this.sender.sendAll(policy, event);
        return 'DONE';
      } catch (error) {
        if (!isOutage(error) && attempts++ >= MAX_ATTEMPTS) return this.park(policy, event, error, signal);
        await sleep(RETRY_DELAY, signal);
      }
    }
    return 'ABORTED';
  }

  /** Parks an event that is too deep without an attempt. */
  parkTooDeep(policy: PolicyHandler, event: Recorded, signal: AbortSignal): Promise<AttemptResult> {
    return this.park(policy, event, new PolicyDepthExceeded('policies follow each other in a circle'), signal, 0);
  }

  private async park(
    { name }: PolicyHandler,
    { id, type, stream, revision, position }: Recorded,
    error: unknown,
    signal: AbortSignal,
    attempts = MAX_ATTEMPTS,
  ): Promise<AttemptResult> {
    const event = { id, type, stream, revision, position };
    const parkedAt = new Date().toISOString();
    const work = { id: parkedWorkId('POLICY', name, event), kind: 'POLICY', name, event, attempts, parkedAt } as const;
    while (!signal.aborted) {
      try {
        await this.parkedWork.park({ ...work, cause: causeOf(error) });
        this.log.error({ policy: name, event: id, type, err: error }, 'policy parked');
        return 'PARKED';
      } catch (outage) {
        this.log.warn({ err: outage }, 'policies wait for a store');
        await sleep(RETRY_DELAY, signal);
      }
    }
    return 'ABORTED';
  }
}

class PolicyDepthExceeded extends Error {
  override readonly name = 'PolicyDepthExceeded';
}

/** The cause for parked work. The messages of unexpected errors may quote data, so only their class is named. */
function causeOf(error: unknown): string {
  if (error instanceof PolicyCommandRefused || error instanceof PolicyDepthExceeded) return error.message;
  return error instanceof Error ? error.name : typeof error;
}
