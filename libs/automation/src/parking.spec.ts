import { MAX_DEPTH } from '@app/decider';
import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { PolicyRunner, type PolicyHandler } from './policy-runner';
import { answering, houseOf, ring, type Sent } from './deposit-policies.examples';
import { parkedPolicies } from './metrics';

let store: InMemoryEventStore;
let checkpoints: InMemoryReadStore;
let sent: Sent[];
let told: { level: string; message: string; policy?: string; event?: string; type?: string; err?: unknown }[];
let stop: AbortController;
let running: Promise<void>[];

beforeEach(() => {
  store = new InMemoryEventStore();
  checkpoints = new InMemoryReadStore();
  [sent, told, running] = [[], [], []];
  stop = new AbortController();
  parkedPolicies.reset();
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
});

const keep = (level: string) => (details: object, message: string) => void told.push({ ...details, level, message });
const log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
const automation = (...policies: PolicyHandler[]) => new PolicyRunner(policies, houseOf, store, checkpoints, log);
const start = (net: PolicyRunner) => void running.push(net.run(stop.signal));
/** Waits for something to be so. The specs name what they wait for; jest's own patience is the limit. */
async function until(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await new Promise(setImmediate);
}
/** Does what it is sent for by noting it, but for what it cannot do. */
const noting = (name: string, cannot: (one: Sent) => Error | null = () => null, chunks?: string[][]) =>
  answering(
    name,
    async (one) => {
      const error = cannot(one);
      if (error) throw error;
      sent.push(one);
    },
    chunks && (() => chunks),
  );
const broken = (name = 'broken') => noting(name, () => new Error('a bug'));
const keys = () => sent.map(({ key }) => key);
const policiesSent = () => sent.map(({ policy }) => policy);
const parkedPolicies = () => told.filter(({ message }) => message === 'policy parked').map(({ policy }) => policy);
const timesParked = async () =>
  Object.fromEntries((await parkedPolicies.get()).values.map(({ labels, value }) => [labels.policy, value]));

describe('what cannot be done', () => {
  it('is parked after five tries, named, and holds up nobody', async () => {
    const tries: Sent[] = [];
    const policy = noting('broken', (one) => (tries.push(one) <= 5 ? new Error('a bug') : null));
    const event = await ring(store, { house: 'red' });
    await ring(store, { house: 'red' });
    start(automation(policy));
    await until(() => sent.length === 1);
    expect(tries).toHaveLength(6);
    expect(new Set(tries.slice(0, 5).map(({ trail }) => trail.commandId)).size).toBe(1);
    expect(tries[5]!.trail.commandId).not.toBe(tries[4]!.trail.commandId);
    const what = { policy: 'broken', event: event.id, type: 'BellRang', err: new Error('a bug') };
    expect(told).toEqual([{ level: 'error', message: 'policy parked', ...what }]);
    expect(await timesParked()).toEqual({ broken: 1 });
    const last = await store.lastPosition();
    await until(async () => (await checkpoints.checkpoint('automation'))?.position === last);
  });
  it('for lack of a store or of a view waits as long as it takes', async () => {
    const tries = new Map<string, number>();
    const outages = [new EventStoreUnavailable('away'), new ReadStoreUnavailable('away'), new ReadModelBehind('late')];
    const waiting = noting('waiting', ({ key }) => {
      const nth = (tries.get(key) ?? 0) + 1;
      tries.set(key, nth);
      return nth <= 6 ? outages[Number(key)]! : null;
    });
    for (const house of outages.keys()) await ring(store, { house: `${house}` });
    start(automation(waiting));
    await until(() => sent.length === 3);
    expect(told).toEqual([]);
  });
  it('waits for a store also where another request of the policy has a bug', async () => {
    let tries = 0;
    const cannot = ({ key }: Sent) => {
      if (key === 'one') return new Error('a bug');
      return ++tries <= 5 ? new EventStoreUnavailable('away') : null;
    };
    await ring(store, { house: 'red' });
    start(automation(noting('broken', cannot, [['one', 'two']])));
    await until(() => told.length > 0);
    expect(new Set(keys())).toEqual(new Set(['two']));
    expect(parkedPolicies()).toEqual(['broken']);
  });
});

describe('a policy that cannot go on does not keep', () => {
  it.each([
    ['before', ['broken', 'make-tea']],
    ['after', ['make-tea', 'broken']],
  ])('another one from the same event: %s it', async (_, names) => {
    await ring(store, { house: 'red' });
    start(automation(...names.map((name) => (name === 'broken' ? broken() : noting(name)))));
    await until(() => told.length > 0);
    expect(policiesSent()).toEqual(['make-tea']);
    expect(parkedPolicies()).toEqual(['broken']);
    expect(await timesParked()).toEqual({ broken: 1 });
  });
  it('another one from being parked by its own name', async () => {
    await ring(store, { house: 'red' });
    start(automation(broken('open-the-door'), noting('make-tea'), broken('feed-the-cat')));
    await until(() => told.length > 1);
    expect(policiesSent()).toEqual(['make-tea']);
    expect(parkedPolicies().sort()).toEqual(['feed-the-cat', 'open-the-door']);
    expect(await timesParked()).toEqual({ 'feed-the-cat': 1, 'open-the-door': 1 });
  });
  it('its other requests, nor their next chunks', async () => {
    const policy = noting('broken', ({ key }) => (key === 'one' ? new Error('a bug') : null), [
      ['one', 'two'],
      ['three'],
    ]);
    await ring(store, { house: 'red' });
    start(automation(policy));
    await until(() => told.length > 0);
    expect(new Set(keys())).toEqual(new Set(['two', 'three']));
  });
  it('any of them at once', async () => {
    const policy = noting('broken', ({ key }) => (key === 'one' ? new Error('a bug') : null), [
      ['one', 'two'],
      ['three'],
    ]);
    const event = await ring(store, { house: 'red' });
    await automation(policy, noting('make-tea')).handleAppended([event]);
    expect(keys().sort()).toEqual(['red', 'three', 'two']);
    const what = { event: event.id, type: 'BellRang', err: new Error('a bug') };
    expect(told).toEqual([{ level: 'warn', message: 'policy will be tried again from the subscription', ...what }]);
    expect(await timesParked()).toEqual({});
  });
});

describe('a circle of policies', () => {
  it('is stopped: each of them is parked, once', async () => {
    const net = automation(noting('open-the-door'), noting('make-tea'));
    await net.handleAppended([await ring(store, { house: 'red', depth: MAX_DEPTH - 1 })]);
    const last = await ring(store, { house: 'blue', depth: MAX_DEPTH });
    await net.handleAppended([last]);
    start(net);
    await ring(store, { house: 'white' });
    await until(() => keys().filter((key) => key === 'white').length === 2);
    expect(new Set(keys())).toEqual(new Set(['red', 'white']));
    const err = new Error('policies follow each other in a circle');
    expect(told).toEqual(
      ['open-the-door', 'make-tea'].map((policy) => ({
        level: 'error',
        message: 'policy parked',
        policy,
        event: last.id,
        type: 'BellRang',
        err,
      })),
    );
    expect(await timesParked()).toEqual({ 'open-the-door': 1, 'make-tea': 1 });
  });
  it('is stopped by the net too', async () => {
    await ring(store, { house: 'blue', depth: MAX_DEPTH });
    await ring(store, { house: 'white' });
    start(automation(noting('open-the-door'), noting('make-tea')));
    await until(() => sent.length === 2);
    expect(keys()).toEqual(['white', 'white']);
    expect(await timesParked()).toEqual({ 'open-the-door': 1, 'make-tea': 1 });
  });
});
