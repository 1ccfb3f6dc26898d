import { randomUUID } from 'node:crypto';
import { parkedWorkCollection } from '@app/projections';
import { type CollectionSpec, type FindResult, InMemoryReadStore, type ReadStore } from '@app/read-store';
import { example } from '../../libs/groups/src/http/responses/examples';
import { intercepted } from '../faults/faulty-read-store';
import { ApiDocument, type Operation } from '../support/api-document';
import type { HttpResponse } from '../support/call';
import type { Client } from '../support/client';
import { sendExample } from '../support/documented-calls';
import { stories } from '../support/stories';
import { waitUntil } from '../support/waiting';

/**
 * The reads of both stores that requests make, in order, lists of people with their number: what a list finds takes time.
 * Projectors and policies read in other ways, or parked work. */
const reads: string[] = [];
const readsOfRequests: ReadonlySet<keyof ReadStore> = new Set(['get', 'find', 'count', 'load']);
const views = intercepted(new InMemoryReadStore(), async (method, go, [collection]) => {
  const { name } = collection as CollectionSpec;
  const result = await go();
  const found = name === 'memberships' && method === 'find' ? (result as unknown as FindResult).documents.length : '';
  if (readsOfRequests.has(method) && name !== parkedWorkCollection.name) reads.push(`${method} ${name} ${found}`);
  return result;
});
const { people, service } = stories({ views });
beforeAll(() => {
  const { events } = service();
  const readStream = events.readStream.bind(events);
  events.readStream = (stream, options) => {
    reads.push(`readStream ${stream.split('-')[0]}`);
    return readStream(stream, options);
  };
});

/** What may differ between two responses that say the same. */
const ofOneResponse = ['date', 'x-wix-request-id'];
const shown = ({ status, headers, text }: HttpResponse) => ({
  status,
  headers: [...headers].filter(([name]) => !ofOneResponse.includes(name)),
  text,
});

/** The operations on one group, whether by id or by slug. */
const onOneGroup = ({ path, operationId }: Operation) => path.includes('{groupId}') || operationId === 'getGroupBySlug';

/** Makes the call of an operation with its example, about this group, and gives the response and the reads it made. */
type Called = Awaited<ReturnType<typeof call>>;
async function call(operation: Operation, caller: Client, { id, slug }: { id: string; slug: string }) {
  const about = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(example.groupId, id)) as unknown;
  reads.length = 0;
  const parts = { groupId: id, memberId: 'mira', path: slug };
  const response = await sendExample(operation, { caller, everybody: [], parts, about });
  return { response: shown(response), reads: [...reads].sort() };
}

it('a hidden group gives the same response as a missing one, and by the same reads, whatever is asked of it', async () => {
  const { olga, mira, ravi, zoe, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
  const id = await olga.createsGroup({ privacyStatus: 'PUBLIC' });
  await olga.adds(id, mira);
  await olga.invites(id, zoe);
  await ravi.joins(id);
  await ravi.leaves(id);
  await olga.changes(id, { privacyStatus: 'SECRET' });
  const { slug } = (await olga.get(`/v2/groups/${id}`).expect(200)).group;
  const hidden = { id, slug: slug as string };
  const missing = { id: randomUUID(), slug: 'Abcdefg7' };

  // A read with a token from after its caller's account ended is checked on the events while the view may be behind.
  const isCaughtUp = async () =>
    (await views.checkpoint('endedAccounts.v1'))?.position === (await service().events.lastPosition());
  await waitUntil(isCaughtUp, 'the view of ended accounts shows everything');

  const operations = (await ApiDocument.of(service())).operations.filter(onOneGroup);
  expect(operations.length).toBeGreaterThan(30);
  const callers = { outsider: ravi, visitor, 'outsider with a key': ravi.with({ 'idempotency-key': 'once' }) };
  const ofHidden: Record<string, Called> = {};
  const ofMissing: Record<string, Called> = {};
  for (const operation of operations)
    for (const [who, caller] of Object.entries(callers)) {
      const name = `${operation.operationId} by the ${who}`;
      ofHidden[name] = await call(operation, caller, hidden);
      ofMissing[name] = await call(operation, caller, missing);
      const refusals = caller === visitor ? [401, 404] : [404];
      expect([name, refusals]).toEqual([name, expect.arrayContaining([ofHidden[name].response.status])]);
    }
  expect(ofHidden).toEqual(ofMissing);
});
