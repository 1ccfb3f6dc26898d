import { randomUUID } from 'node:crypto';
import type { Recorded } from '@app/kernel';
import { v5 as uuid5 } from 'uuid';

/** Where a command comes from: its own id, and what it goes back to. Ends up in the metadata of its events. */
export type Trail = {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Policies between the caller and this command. */
  readonly depth: number;
};

/** A chain of policies longer than this is a loop: the next command is not sent. */
export const MAX_DEPTH = 8;

/** The trail of a command that a caller asks for; one that may be repeated comes with an id. */
export const freshTrail = (commandId: string = randomUUID()): Trail => ({
  commandId,
  correlationId: commandId,
  depth: 0,
});

/** The trail of one item of a bulk command: the same command gives the same item the same id. */
export const itemTrail = (trail: Trail, item: string): Trail => ({ ...trail, commandId: uuid5(item, trail.commandId) });

/** The trail of a command that a policy sends: the same event gives the same command id, however often it runs. */
export const trailOf = (event: Recorded, policy: string, request: string): Trail => ({
  commandId: uuid5(`${policy}/${request}`, event.id),
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  depth: event.metadata.depth + 1,
});

/** The id of the n-th event that a command appends to a stream; a repeat makes the same one. */
export const eventId = (commandId: string, stream: string, n: number): string => uuid5(`${stream}/${n}`, commandId);
