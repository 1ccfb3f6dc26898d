import { EventStoreUnavailable } from '@app/event-store';

/**
 * For work of a command that has written something already: when the store fails it now, its caller must not be told
 * that nothing was written. Gives what the work gives; an outage is thrown as one of unknown outcome.
 */
export const havingWritten = <T>(work: Promise<T>): Promise<T> => work.catch(outcomeIs('UNKNOWN'));

/**
 * For work that is of no effect without what the command would write next: when the store fails it, nothing is in
 * doubt. Gives what the work gives; an outage is thrown as one that has written nothing.
 */
export const beforeWriting = <T>(work: Promise<T>): Promise<T> => work.catch(outcomeIs('NONE'));

const outcomeIs =
  (outcome: EventStoreUnavailable['outcome']) =>
  (error: unknown): never => {
    if (!(error instanceof EventStoreUnavailable) || error.outcome === outcome) throw error;
    throw new EventStoreUnavailable(error.message, outcome, { cause: error });
  };
