import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { until } from '../../libs/event-store/testing/subscriber';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import type { ProposedEvent } from '../../libs/event-store/testing/server/log';
import { Caller, ROOT } from './caller';
import { Crowd } from './crowd';
import { RECOVERS_WITHIN_MS, SAFETY_LIMIT_MS } from './patience';
import { api, openEvents, type Process, projector, startProcess } from './processes';
import { contradictions, documentsOf, replayed, shown, toBeShown } from './reckoning';
import type { Told } from './told';

const LONG = Boolean(process.env.LONG);
/** How long the event store may take for one answer, in milliseconds; in the service as it is started, 5000. */
const DEADLINE = LONG ? 5000 : 2000;
/**
 * Nobody waits longer for an answer, in milliseconds: five seconds for their turn on one stream, a store that fails once
 * or twice, two seconds each for what follows from a write and for the view of it, and the machine is busy.
 */
const BOUND = 5000 + 2 * DEADLINE + 4000 + 500;
const rounds = LONG ? 3 : 1;

let server: TestServer;
let events: EventStore;
let views: InMemoryReadStore;
let processes: Process[] = [];
beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url, { deadline: DEADLINE });
  views = new InMemoryReadStore();
  processes = [await startProcess(projector, events, views), await startProcess(api, events, views)];
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  await events?.close();
  await server?.stop();
});

type Fault = readonly [name: string, provoke: () => Promise<unknown>, expected: (told: Told) => void];
const again = async (times: number, gap: number, act: () => unknown): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    await act();
    await pause(gap);
  }
};
const silence = async (ms: number): Promise<void> => {
  const speak = server.faults.silence();
  await pause(ms);
  speak();
};

const anything = (): void => undefined;
/** Hardly anybody heard of the fault: on a busy machine a second is short. */
function hardlyNoticed({ answers }: Told): void {
  const all = [...answers].reduce((sum, [, times]) => sum + times, 0);
  const failed = [...answers].reduce((sum, [what, times]) => sum + (what.includes('EVENT_STORE') ? times : 0), 0);
  expect(failed).toBeLessThan(all / 10);
}

/** Longer than any pause that grows between attempts should. */
const lasting: readonly Fault[] = [
  [
    'is away for half a minute',
    async () => {
      const comeBack = await server.goAway();
      await pause(30_000);
      await comeBack();
    },
    anything,
  ],
  ['is silent for half a minute', () => silence(30_000), anything],
];

/** The same event as another command would have brought it. */
function saidByARival({ data, metadata }: ProposedEvent): Pick<ProposedEvent, 'data' | 'metadata'> {
  const bytesOf = (json: object): Uint8Array => Buffer.from(JSON.stringify(json));
  const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as object;
  return {
    data: bytesOf({ ...read(data), description: 'A rival' }),
    metadata: bytesOf({ ...read(metadata), commandId: randomUUID() }),
  };
}

const faults: readonly Fault[] = [
  [
    'is silent for longer than anybody waits',
    () => silence(DEADLINE + 300),
    (told) => expect(told.count('UNKNOWN') + told.count('NOT DONE')).toBeGreaterThan(0),
  ],
  ['is silent for a moment', () => silence(DEADLINE / 4), hardlyNoticed],
  ['loses its connections again and again', () => again(8, 60, () => server.reset()), anything],
  [
    'is started anew',
    async () => {
      const comeBack = await server.goAway();
      server.faults.ignoresRepeats = true; // what it remembers of ids is gone with the process
      await pause(500);
      await comeBack();
      server.faults.ignoresRepeats = false;
    },
    anything,
  ],
  [
    'writes and does not say so',
    async () => {
      server.faults.unanswered = 5;
      await until(() => server.faults.unanswered === 0, SAFETY_LIMIT_MS);
      await pause(DEADLINE / 2);
    },
    hardlyNoticed,
  ],
  [
    'writes, does not say so, and falls silent',
    async () => {
      server.faults.unanswered = 10;
      await until(() => server.faults.unanswered < 5, SAFETY_LIMIT_MS);
      await silence(DEADLINE + 300);
      server.faults.unanswered = 0;
    },
    (told) => expect(told.count('UNKNOWN')).toBeGreaterThan(0),
  ],
  [
    'always lets somebody else be faster',
    async () => {
      // Somebody else says something in between, which the service's own append knows nothing of.
      server.faults.competingEvents = (_, events) =>
        events.flatMap((event) =>
          event.type === 'GroupDescriptionChanged' ? { ...event, id: randomUUID(), ...saidByARival(event) } : [],
        );
      server.faults.competingAppends = 30;
      await until(() => server.faults.competingAppends === 0, SAFETY_LIMIT_MS);
    },
    (told) => {
      expect(told.answers.get('409 CONFLICT')).toBeGreaterThan(0);
      hardlyNoticed(told);
    },
  ],
  [
    'reads slowly',
    async () => {
      server.faults.slowness = 5;
      await pause(500);
      server.faults.slowness = 0;
    },
    anything,
  ],
  ['drops its subscribers 20 times', () => again(20, 15, () => server.dropReaders()), anything],
  ...(LONG ? lasting : []),
];

describe.each(faults)('an event store that %s, while many write', (_, provoke, expected) => {
  let crowd: Crowd;
  afterEach(() => crowd?.stop());

  it('loses and doubles nothing, tells everybody the truth in time, and is forgiven at once', async () => {
    const caller = new Caller(processes[1]!.url, `site-${randomUUID()}`, BOUND);
    crowd = await Crowd.at(caller);
    await until(() => crowd.allDoneSince(0), SAFETY_LIMIT_MS);

    for (let round = 0; round < rounds; round += 1) {
      await provoke();
      const over = performance.now();
      await until(() => crowd.allDoneSince(over), RECOVERS_WITHIN_MS);
      // Whatever was written is shown to whoever asks for it now.
      const hurried = new Caller(caller.url, caller.site, over + RECOVERS_WITHIN_MS - performance.now());
      await hurried.does(ROOT, 'GET', `/v2/groups/${crowd.hub}/members`, undefined, crowd.seen);
    }
    await crowd.stop();

    expect(crowd.told.surprises).toEqual([]);
    expect(contradictions(server.log.all, crowd)).toEqual([]);
    expected(crowd.told);
    expect(await shown(caller, crowd)).toEqual(toBeShown(server.log.all, crowd));
    expect(await documentsOf(views, caller.site)).toEqual(await documentsOf(await replayed(events), caller.site));
  }, 300_000);
});
