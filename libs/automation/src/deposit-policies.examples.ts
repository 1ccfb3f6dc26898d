import { randomUUID } from 'node:crypto';
import { type EventStore } from '@app/event-store';
import type { Trail } from '@app/decider';
import type { Recorded } from '@app/kernel';
import type { PolicyHandler, PolicyCommand } from './policy-runner';

/** Bells that ring in houses: what the policies in the specs of this library listen to. */
type Rang = { readonly house: string; readonly depth?: number; readonly type?: string };

/** Appends a ring of a bell in a house; gives the event as stored. */
export async function ring(store: EventStore, { house, depth = 0, type = 'BellRang' }: Rang): Promise<Recorded> {
  const [last] = await store.readStream(`house-${house}`, { direction: 'backwards', limit: 1 });
  const [id, actor] = [randomUUID(), { type: 'MEMBER', id: 'ravi' } as const];
  const metadata = { actor, siteId: 'studio', at: '2024-05-01T10:00:00.000Z', commandId: id, correlationId: id };
  const event = { id, type, data: { house }, metadata: { ...metadata, depth, part: 1, of: 1 } };
  const { revision } = await store.append(`house-${house}`, [event], last?.revision ?? -1);
  return (await store.readStream(`house-${house}`, { from: revision }))[0]!;
}
export const houseOf = ({ data }: Recorded): string => (data as Rang).house;

/** What was sent by a policy, and on which trail. */
export type Sent = { readonly policy: string; readonly key: string; readonly trail: Trail };
/** A policy that answers each ring by one request (or those of `chunks`, by their keys), each done by `send`. */
export const answering = (
  name: string,
  send: (sent: Sent) => Promise<void>,
  chunks: (event: Recorded) => readonly (readonly string[])[] = (event) => [[houseOf(event)]],
): PolicyHandler => ({
  name,
  on: ['BellRang'],
  commands: async function* (event) {
    for (const keys of chunks(event))
      yield keys.map((key): PolicyCommand => ({ key, send: (trail) => send({ policy: name, key, trail }) }));
  },
});
