import { randomUUID } from 'node:crypto';
import type { Recorded } from '@app/kernel';
import { v5 as uuid5 } from 'uuid';

/** What identifies a command and what it goes back to. Becomes part of the metadata of its events. */
export type CommandMetadata = {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Policies between the caller and this command. */
  readonly depth: number;
};

/** A chain of policies longer than this is a loop: the next command is not sent. */
export const MAX_DEPTH = 8;

/** The metadata of a command that a caller asks for; one under an `Idempotency-Key` comes with an id. */
export const newCommandMetadata = (commandId: string = randomUUID()): CommandMetadata => ({
  commandId,
  correlationId: commandId,
  depth: 0,
});

/** The metadata of one item of a bulk command: the same command gives the same item the same id. */
export const itemMetadata = (metadata: CommandMetadata, item: string): CommandMetadata => ({
  ...metadata,
  commandId: uuid5(item, metadata.commandId),
});

/** The metadata of a command that a policy sends: the same event gives the same command id, however often it runs. */
export const policyCommandMetadata = (event: Recorded, policy: string, request: string): CommandMetadata => ({
  commandId: uuid5(`${policy}/${request}`, event.id),
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  depth: event.metadata.depth + 1,
});

/** The id of the n-th event that a command appends to a stream; a repeat makes the same one. */
export const eventId = (commandId: string, stream: string, n: number): string => uuid5(`${stream}/${n}`, commandId);
