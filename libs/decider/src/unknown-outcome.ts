import { EventStoreUnavailable, EventUnreadable } from '@app/event-store';

/**
 * For work of a command that has already appended something: an outage, and an unreadable event that another process has
 * appended meanwhile, become an outage of unknown outcome, because the response must not say that nothing was written.
 * Gives what the work gives.
 */
export const afterWrite = <T>(work: Promise<T>): Promise<T> => work.catch(withOutcome('UNKNOWN'));

/**
 * For work that has no effect without what the command would append next: an outage becomes one that has written
 * nothing. Gives what the work gives.
 */
export const beforeWrite = <T>(work: Promise<T>): Promise<T> => work.catch(withOutcome('NONE'));

const withOutcome =
  (outcome: EventStoreUnavailable['outcome']) =>
  (error: unknown): never => {
    if (error instanceof EventUnreadable && outcome === 'UNKNOWN')
      throw new EventStoreUnavailable(error.message, outcome, { cause: error });
    if (!(error instanceof EventStoreUnavailable) || error.outcome === outcome) throw error;
    throw new EventStoreUnavailable(error.message, outcome, { cause: error });
  };
