import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { TestServer } from '../server/test-server';
import { cases } from './cases';
import { plain } from './outcomes';

/** Recorded from EventStoreDB 23.10.8, a single node, through the same client. */
const recorded = JSON.parse(readFileSync(join(__dirname, 'recorded-23.10.8.json'), 'utf8')) as Record<string, unknown>;
const patience = 20_000;

async function outcomeOf(name: string, url: string): Promise<unknown> {
  const prefix = `run${randomUUID().slice(0, 8)}-${name}-`;
  const clients: EventStoreDBClient[] = [];
  const connect = (query = ''): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(`${url}${query && (url.includes('?') ? '&' : '?') + query}`);
    clients.push(client);
    return client;
  };
  try {
    const stream = (label: string): string => prefix + label;
    return plain(await cases[name]!({ client: connect(), connect, stream }), prefix);
  } finally {
    const disposed = Promise.allSettled(clients.map((client) => client.dispose()));
    await Promise.race([disposed, pause(2000, undefined, { ref: false })]);
  }
}

// The cases look at all that is written, so nothing else may write meanwhile and each runs alone.
const servers: [string, () => Promise<{ url: string; stop(): Promise<void> }>][] = [
  ['the test server', () => TestServer.start()],
];
const real = process.env.EVENT_STORE_URL?.replace(/^kurrentdb/, 'esdb');
if (real) servers.push(['the server of EVENT_STORE_URL', async () => ({ url: real, stop: async () => {} })]);

describe.each(servers)('%s behaves as EventStoreDB was recorded', (_, start) => {
  let server: { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  it('in as many cases as were recorded', () => expect(Object.keys(cases)).toEqual(Object.keys(recorded)));

  it.each(Object.keys(recorded))(
    '%s',
    async (name) => expect(await outcomeOf(name, server.url)).toEqual(recorded[name]),
    patience,
  );
});
