import { type EventStore } from '@app/event-store';
import type { CommandMetadata } from '@app/decider';
import type { Event, Recorded } from '@app/kernel';
import { accountStream, withMetadata } from '../../kernel/testing/accounts.examples';
import type { PolicyCommand, PolicyHandler } from './policy-handler';

/** The account that an event is about. The specs use it as the lane. */
export const accountOf = ({ data }: Pick<Event, 'data'>): string => (data as { readonly accountId: string }).accountId;

/** Appends an event to its account's stream; gives it as stored. `depth`: how many policies led to it. */
export async function append(store: EventStore, event: Event, depth = 0): Promise<Recorded> {
  const stream = accountStream(accountOf(event));
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  const { revision } = await store.append(stream, withMetadata([event], { depth }), last?.revision ?? -1);
  return (await store.readStream(stream, { from: revision }))[0]!;
}

/** A command that a policy has sent. */
export type SentCommand = { readonly policy: string; readonly key: string; readonly metadata: CommandMetadata };
/**
 * A policy on deposits that sends each command by `send`. Its command has the account as its key; with `chunks`, its
 * commands have those keys.
 */
export const onDeposit = (
  name: string,
  send: (command: SentCommand) => Promise<void>,
  chunks?: readonly (readonly string[])[],
): PolicyHandler => ({
  name,
  on: ['DepositMade'],
  commands: async function* (event) {
    for (const keys of chunks ?? [[accountOf(event)]])
      yield keys.map((key): PolicyCommand => ({ key, send: (metadata) => send({ policy: name, key, metadata }) }));
  },
});
