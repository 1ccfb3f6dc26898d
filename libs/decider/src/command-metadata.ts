import type { Recorded } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { v5 as uuid5 } from 'uuid';

/** The id of a command and what caused it. Becomes part of the metadata of its events. */
export type CommandMetadata = {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** How many policies ran one after another from the caller's command to this one. */
  readonly depth: number;
};

/** A chain of policies longer than this is a loop: the next command is not sent. */
export const MAX_DEPTH = 8;

/** The metadata of a command that a caller sends. Under an `Idempotency-Key` the id is that of the claim. */
export const newCommandMetadata = (commandId: string = randomUUID()): CommandMetadata => ({
  commandId,
  correlationId: commandId,
  depth: 0,
});

/** The metadata for one item of a bulk command: an id of its own, the same in every repeat of the command. */
export const itemMetadata = (metadata: CommandMetadata, item: string): CommandMetadata => ({
  ...metadata,
  commandId: uuid5(item, metadata.commandId),
});

/** The metadata of a command that a policy sends for an event: the same id however often the policy runs. */
export const policyCommandMetadata = (event: Recorded, policy: string, request: string): CommandMetadata => ({
  commandId: uuid5(`${policy}/${request}`, event.id),
  correlationId: event.metadata.correlationId,
  causationId: event.id,
  depth: event.metadata.depth + 1,
});

/** The id of the n-th event that a command appends to a stream: the same in every repeat of the command. */
export const eventId = (commandId: string, stream: string, n: number): string => uuid5(`${stream}/${n}`, commandId);
