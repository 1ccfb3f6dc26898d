import { EventStoreUnavailable } from '@app/event-store';

/**
 * For work of a command that has written something already: an outage is thrown as one of unknown outcome, so that the
 * caller is not told that nothing was written. Gives what the work gives.
 */
export const afterWrite = <T>(work: Promise<T>): Promise<T> => work.catch(withOutcome('UNKNOWN'));

/**
 * For work that has no effect without what the command would write next: an outage is thrown as one that has written
 * nothing. Gives what the work gives.
 */
export const beforeWrite = <T>(work: Promise<T>): Promise<T> => work.catch(withOutcome('NONE'));

const withOutcome =
  (outcome: EventStoreUnavailable['outcome']) =>
  (error: unknown): never => {
    if (!(error instanceof EventStoreUnavailable) || error.outcome === outcome) throw error;
    throw new EventStoreUnavailable(error.message, outcome, { cause: error });
  };
