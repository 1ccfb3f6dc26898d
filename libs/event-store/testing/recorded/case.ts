import type { EventStoreDBClient } from '@eventstore/db-client';

/** What a case works with: a fresh client, a way to further ones, and names of streams that no other case or run uses. */
export type Given = {
  readonly client: EventStoreDBClient;
  readonly connect: (query?: string) => EventStoreDBClient;
  readonly stream: (label: string) => string;
};

export type Stream = Given['stream'];

/** Questions to a server, by name. Each gives what it saw. */
export type Cases = Readonly<Record<string, (given: Given) => unknown>>;
