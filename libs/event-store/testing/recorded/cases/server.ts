import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Cases } from '../case';
import { counted } from '../events';
import { outcomeOf } from '../steps';

/** What the client knows of its server, which it shows to nobody. */
type Capabilities = { readonly serverVersion: string; supports(method: { readonly path: string }): boolean };
const capabilitiesOf = (client: EventStoreDBClient) =>
  (client as unknown as { readonly capabilities: Promise<Capabilities> }).capabilities;
const streams = (method: string) => ({ path: `/event_store.client.streams.Streams/${method}` });

export const server: Cases = {
  'server-version': async ({ client }) => (await capabilitiesOf(client)).serverVersion,

  'server-methods': async ({ client }) => {
    const capabilities = await capabilitiesOf(client);
    const methods = ['Append', 'BatchAppend', 'Read', 'Delete', 'Tombstone'];
    return Object.fromEntries(methods.map((method) => [method, capabilities.supports(streams(method))]));
  },

  'server-serves-a-client-after-another-has-gone': async ({ connect, stream }) => {
    const one = connect();
    await one.appendToStream(stream('a'), counted(0));
    await one.dispose();
    return outcomeOf(connect().appendToStream(stream('a'), counted(1), { expectedRevision: 0n }));
  },
};
