import { InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import pMap from 'p-map';
import { type KindOfWrite, kindsOfWrite, prepareWrite, sendKeyed } from '../support/keyed-writes';
import { type Service, startService } from '../support/service';
import { TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { FaultyReadStore, intercepted } from './faulty-read-store';

jest.setTimeout(TEST_LIMIT_MS);

/** Their responses come after the effects of policies, which look up in the views whom they are about. */
const awaitsPolicies: ReadonlySet<KindOfWrite> = new Set(['opens a private group', 'ends an account', 'bans']);
const kinds = kindsOfWrite.filter((kind) => !awaitsPolicies.has(kind));
/** What these did, no event of theirs says: they changed nothing, or refused some of their items. */
const unknownWithoutResponse: readonly KindOfWrite[] = [
  'changes nothing',
  'approves requests to create',
  'approves requests to join',
  'adds people',
  'removes people',
  'gives a role',
  'invites',
];
const SITES_AT_ONCE = { concurrency: 8 };

/** Lets views stay as they are, but not the responses that are kept for repeats. */
function frozenViews(store: ReadStore): {
  readonly asStore: ReadStore;
  readonly freeze: () => void;
  readonly thaw: () => void;
} {
  let isFrozen = false;
  return {
    asStore: new Proxy(
      intercepted(store, (_, go) => go()),
      {
        get(target, name) {
          const method: unknown = Reflect.get(target, name);
          if (name !== 'write' || typeof method !== 'function') return method;
          return (...args: Parameters<ReadStore['write']>) =>
            isFrozen && args[0].name !== 'answers'
              ? Promise.reject(new ReadStoreUnavailable('the views do not change'))
              : (method as ReadStore['write'])(...args);
        },
      },
    ),
    freeze: () => (isFrozen = true),
    thaw: () => (isFrozen = false),
  };
}

const faults = {
  'the read store is unavailable': () => {
    const store = new FaultyReadStore(new InMemoryReadStore());
    return {
      views: store.asStore,
      begin: () => store.becomeUnavailable(),
      end: () => store.recover(),
      keepsResponses: false,
    };
  },
  'the read store does not respond': () => {
    const store = new FaultyReadStore(new InMemoryReadStore());
    return {
      views: store.asStore,
      begin: () => store.becomeUnresponsive(),
      end: () => store.recover(),
      keepsResponses: false,
    };
  },
  'the views do not advance': () => {
    const store = frozenViews(new InMemoryReadStore());
    return {
      views: store.asStore,
      begin: store.freeze,
      end: () => Promise.resolve(store.thaw()),
      keepsResponses: true,
    };
  },
} as const;

describe.each(Object.entries(faults))('while %s', (_, fault) => {
  const { views, begin, end, keepsResponses } = fault();
  let service: Service;
  beforeAll(async () => {
    service = await startService({ views, maxWait: 2 * TEST_LIMIT_MS }); // whatever waits for a view never ends
  });
  afterAll(async () => {
    await end();
    await service?.stop();
  });

  it('every write succeeds, with a key and without, and shows no counts that may be wrong', async () => {
    const prepare = (kind: KindOfWrite) => prepareWrite(service, kind);
    const plain = await pMap(kinds, prepare, SITES_AT_ONCE);
    const keyed = await pMap(kinds, prepare, SITES_AT_ONCE);
    begin();
    const sent = await pMap(
      [...plain.keys()],
      async (n) => {
        const { by, method, path, body } = plain[n]!;
        const responses = [
          await by.send(method, path, method === 'DELETE' ? undefined : body),
          await sendKeyed(keyed[n]!, 'k'),
        ];
        return responses.map((response) => ({ kind: kinds[n]!, response }));
      },
      SITES_AT_ONCE,
    );
    const responses = sent.flat();
    const failed = responses.filter(({ response }) => response.status !== 200);
    expect(failed.map(({ kind, response }) => [kind, response.text])).toEqual([]);
    expect(responses.filter(({ response }) => !response.headers.get('x-wix-consistent'))).toEqual([]);
    const counted = responses.filter(
      ({ kind, response }) => !kind.startsWith('creates') && response.body.group?.membersCount !== undefined,
    );
    expect(counted.map(({ kind }) => kind)).toEqual([]);

    // A repeat responds from its own events, and does nothing where it does not find them all.
    const before = await service.events.lastPosition();
    await pMap(
      [...sent.keys()],
      async (n) => {
        const again = await sendKeyed(keyed[n]!, 'k');
        const expected = keepsResponses ? [] : unknownWithoutResponse;
        expect([kinds[n], again.status]).toEqual([kinds[n], expected.includes(kinds[n]!) ? 503 : 200]);
        if (again.status === 200) expect([kinds[n], again.text]).toEqual([kinds[n], sent[n]![1]!.response.text]);
        else expect(again.body.message).toBe('READ_STORE_UNAVAILABLE');
      },
      SITES_AT_ONCE,
    );
    expect(await service.events.lastPosition()).toBe(before);
    await end();
    await waitUntil(async () => (await fetch(`${service.url}/health/ready`)).status === 200, 'ready again');
  });
});
