import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import type { ProposedEvent } from '../../libs/event-store/testing/server/log';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { Measurements } from '../support/measurements';
import { apiRole, openEvents, projectorRole, type ServiceInstance, startInstance } from '../support/service-instances';
import { SiteClient } from '../support/site-client';
import { LONG, TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { contradictions, marksInApi, marksInLog } from './marked-write-check';
import { MarkedWriteLoad, RIVAL } from './marked-write-load';
import { expectViewsToMatchReplay } from './view-consistency';
import type { WriteOutcomes } from './write-outcomes';

jest.setTimeout(TEST_LIMIT_MS);

/** How long the event store may take for one response, in milliseconds; in the service as it is started, 5000. */
const DEADLINE_MS = LONG ? 5000 : 2000;
/** What the service aims at, in milliseconds: how soon all is well when a fault has ended. */
const RECOVERS_WITHIN_MS = 5000;
/**
 * And the longest response: five seconds for the turn on one stream, a store that fails once or twice, two seconds each
 * at most for the policies of a write and for the view of it, and half a second for the rest.
 */
const LONGEST_RESPONSE_MS = 5000 + 2 * DEADLINE_MS + 4000 + 500;
const rounds = LONG ? 3 : 1;
const measurements = Measurements.ofSuite('event-store-faults');

let server: TestServer;
let events: EventStore;
let views: InMemoryReadStore;
let instances: ServiceInstance[] = [];
const sites: string[] = [];
beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url, { deadline: DEADLINE_MS });
  views = new InMemoryReadStore();
  instances = [await startInstance(projectorRole, events, views), await startInstance(apiRole, events, views)];
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()));
  await events?.close();
  await server?.stop();
});

type Fault = readonly [
  name: string,
  /** Comes back when the fault has happened as often as it should, and has ended. */
  provoke: (load: MarkedWriteLoad) => Promise<unknown>,
  /** What the responses have to be like in the end. */
  expected: (outcomes: WriteOutcomes, name: string) => void,
];
/** Lets the server be silent until this many milliseconds have passed and the condition holds. */
const silence = async (ms: number, condition: () => boolean = () => true): Promise<void> => {
  const endSilence = server.faults.silence();
  await sleep(ms);
  await waitUntil(condition);
  endSilence();
};
const anything = (): void => undefined;
const failures = ({ outcomes }: MarkedWriteLoad): number => outcomes.count('UNKNOWN') + outcomes.count('NOT_WRITTEN');

/** At most one in ten of the responses, when the machine is not busy: the service repeats what failed by itself. */
function hardlyNoticed({ responses }: WriteOutcomes, name: string): void {
  const all = [...responses].reduce((sum, [, times]) => sum + times, 0);
  const failed = [...responses].reduce((sum, [what, times]) => sum + (what.includes('EVENT_STORE') ? times : 0), 0);
  measurements.record(`responses that failed, in percent: an event store that ${name}`, (100 * failed) / all, 10);
}

/** Longer than any pause that grows between attempts should. */
const lasting: readonly Fault[] = [
  [
    'is away for half a minute',
    async () => {
      const comeBack = await server.goAway();
      await sleep(30_000);
      await comeBack();
    },
    anything,
  ],
  ['is silent for half a minute', () => silence(30_000), anything],
];

/** The same event as another command would have written it. */
function writtenByRival({ data, metadata }: ProposedEvent): Pick<ProposedEvent, 'data' | 'metadata'> {
  const bytesOf = (json: object): Uint8Array => Buffer.from(JSON.stringify(json));
  const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as object;
  return {
    data: bytesOf({ ...read(data), description: RIVAL }),
    metadata: bytesOf({ ...read(metadata), commandId: randomUUID() }),
  };
}

const faults: readonly Fault[] = [
  ['is silent for longer than any deadline', (load) => silence(DEADLINE_MS, () => failures(load) > 0), anything],
  ['is silent for a moment', () => silence(DEADLINE_MS / 4), hardlyNoticed],
  [
    'loses its connections again and again',
    async (load) => {
      for (let n = 0; n < 8; n += 1) {
        const { size } = load.outcomes.writes;
        server.reset();
        await waitUntil(() => load.outcomes.writes.size > size);
      }
    },
    anything,
  ],
  [
    'is started anew',
    async () => {
      const comeBack = await server.goAway();
      server.faults.ignoresRepeats = true; // what it remembers of ids is gone with the process
      await sleep(500);
      await comeBack();
      server.faults.ignoresRepeats = false;
    },
    anything,
  ],
  [
    'writes and does not respond',
    async () => {
      server.faults.unanswered = 5;
      await waitUntil(() => server.faults.unanswered === 0);
    },
    hardlyNoticed,
  ],
  [
    'writes, does not respond, and falls silent',
    async (load) => {
      server.faults.unanswered = 10;
      await waitUntil(() => server.faults.unanswered < 5);
      await silence(DEADLINE_MS, () => load.outcomes.count('UNKNOWN') > 0);
      server.faults.unanswered = 0;
    },
    anything,
  ],
  [
    'always lets another writer be faster',
    async (load) => {
      // The other writer appends something in between, which the service's own append knows nothing of.
      server.faults.competingEvents = (_, events) =>
        events.flatMap((event) =>
          event.type === 'GroupDescriptionChanged' ? { ...event, id: randomUUID(), ...writtenByRival(event) } : [],
        );
      server.faults.competingAppends = Infinity;
      await waitUntil(() => load.outcomes.responses.has('409 CONFLICT'));
      server.faults.competingAppends = 0;
    },
    hardlyNoticed,
  ],
  [
    'reads slowly',
    async () => {
      server.faults.slowness = 5;
      await sleep(500);
      server.faults.slowness = 0;
    },
    anything,
  ],
  [
    'drops its subscribers 20 times',
    async () => {
      for (let n = 0; n < 20; n += 1) {
        await waitUntil(() => server.reading > 0);
        server.dropReaders();
      }
    },
    anything,
  ],
  ...(LONG ? lasting : []),
];

describe.each(faults)('an event store that %s, while many write', (name, provoke, expected) => {
  let load: MarkedWriteLoad;
  afterEach(() => load?.stop());

  it('loses no write and doubles none, no response is wrong, and the service recovers', async () => {
    const client = new SiteClient(instances[1]!.url, `site-${randomUUID()}`);
    sites.push(client.site);
    load = await MarkedWriteLoad.start(client);
    await waitUntil(() => load.allAcknowledgedSince(0));

    for (let round = 0; round < rounds; round += 1) {
      await provoke(load);
      const ended = performance.now();
      await waitUntil(() => load.allAcknowledgedSince(ended));
      await client.readUntilShown('olga', `/v2/groups/${load.publicGroup}/members`, load.consistencyToken);
      measurements.record('until all is well again, in ms', performance.now() - ended, RECOVERS_WITHIN_MS);
    }
    await load.stop();
    measurements.record('longest response, in ms', client.longestMs, LONGEST_RESPONSE_MS);

    expect(load.outcomes.unexpected).toEqual([]);
    expect(contradictions(server.log.all, load)).toEqual([]);
    expected(load.outcomes, name);
    expect(await marksInApi(client, load)).toEqual(marksInLog(server.log.all, load));
  });
});

it('after all of them, the views are what a replay gives', () => expectViewsToMatchReplay(views, events, ...sites));
