import { trailOf } from '@app/decider';
import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { PolicyRunner, type PolicyHandler } from './policy-runner';
import { answering, houseOf, ring, type Sent } from './deposit-policies.examples';

const CHECKPOINT = 'automation';
let store: InMemoryEventStore;
let checkpoints: InMemoryReadStore;
let sent: Sent[];
let told: string[];
let stop: AbortController;
let running: Promise<void>[];

beforeEach(() => {
  store = new InMemoryEventStore();
  checkpoints = new InMemoryReadStore();
  [sent, told, running] = [[], [], []];
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
});

/** Does what it is sent for by noting it. */
function noting(name = 'open-the-door') {
  const notes = sent;
  return answering(name, async (one) => void notes.push(one));
}
const keep = (level: string) => (_: object, message: string) => void told.push(`${level}: ${message}`);
const log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
const automation = (...policies: PolicyHandler[]) => new PolicyRunner(policies, houseOf, store, checkpoints, log);
/** Runs the net until the end of the spec, or until it is stopped. */
function start(net: PolicyRunner, signal = stop.signal) {
  running.push(net.run(signal));
}
/** Waits for something to be so. The specs name what they wait for; jest's own patience is the limit. */
async function until(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await new Promise(setImmediate);
}
const keys = () => sent.map(({ key }) => key);
const saved = async () => (await checkpoints.checkpoint(CHECKPOINT))?.position ?? null;
/** Lets bells fall, which nobody hears, until the checkpoint has passed everything that rang before. */
async function savedAll() {
  const last = await store.lastPosition();
  await until(async () => {
    await ring(store, { house: 'white', type: 'BellFell' });
    return ((await saved()) ?? 0n) >= last!;
  });
}

describe('at once', () => {
  it('the requests of every policy that hears the event are sent, on a trail that goes back to it', async () => {
    const event = await ring(store, { house: 'red', depth: 3 });
    await automation(noting('open-the-door'), noting('make-tea')).handleAppended([event]);
    expect(sent).toEqual([
      { policy: 'open-the-door', key: 'red', trail: trailOf(event, 'open-the-door', 'red') },
      { policy: 'make-tea', key: 'red', trail: trailOf(event, 'make-tea', 'red') },
    ]);
    expect(sent[0]!.trail).toMatchObject({ causationId: event.id, depth: 4 });
  });
  it('nothing is sent for what no policy hears', async () => {
    const net = automation(noting());
    await net.handleAppended([await ring(store, { house: 'red', type: 'BellFell' })]);
    await net.handleAppended([]);
    expect(sent).toEqual([]);
  });
  it('it comes back when all is done', async () => {
    let done = 0;
    const slow = answering('slow', async () => {
      await new Promise(setImmediate);
      done++;
    });
    const rings = [await ring(store, { house: 'red' }), await ring(store, { house: 'blue' })];
    await automation(slow).handleAppended(rings);
    expect(done).toBe(2);
  });
  it('it comes back after two seconds at the latest', async () => {
    let goOn = () => {};
    const stuck = answering('stuck', () => new Promise((go) => (goOn = go)));
    const began = Date.now();
    await automation(stuck).handleAppended([await ring(store, { house: 'red' })]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1990);
    expect(Date.now() - began).toBeLessThan(4000);
    goOn();
  });
  it('it never throws; the net tries again', async () => {
    let tries = 0;
    const shy = answering('shy', async (one) => {
      if (++tries === 1) throw new Error('not now');
      sent.push(one);
    });
    const net = automation(shy);
    await net.handleAppended([await ring(store, { house: 'red' })]);
    expect(told).toEqual(['warn: policy will be tried again from the subscription']);
    start(net);
    await savedAll();
    expect(keys()).toEqual(['red']);
  });
});

describe('the net', () => {
  it('catches what was appended while nobody followed, and what comes', async () => {
    await ring(store, { house: 'red' });
    start(automation(noting()));
    await until(() => sent.length === 1);
    await ring(store, { house: 'blue' });
    await until(() => sent.length === 2);
    expect(keys()).toEqual(['red', 'blue']);
  });
  it('leaves alone what was done at once', async () => {
    const net = automation(noting());
    await net.handleAppended([await ring(store, { house: 'red' })]);
    start(net);
    await ring(store, { house: 'blue' });
    await until(() => keys().includes('blue'));
    expect(keys()).toEqual(['red', 'blue']);
  });
  it('sends the same commands when it does everything twice', async () => {
    const event = await ring(store, { house: 'red' });
    await automation(noting()).handleAppended([event]);
    start(automation(noting()));
    await until(() => sent.length === 2);
    expect(sent[0]).toEqual(sent[1]);
  });
  it('works on one lane in order, and on others meanwhile', async () => {
    let goOn = () => {};
    const policy = answering('policy', async (one) => {
      if (sent.push(one) === 1) await new Promise<void>((go) => (goOn = go));
    });
    for (const house of ['red', 'red', 'blue']) await ring(store, { house });
    start(automation(policy));
    await until(() => sent.length === 2);
    expect(keys()).toEqual(['red', 'blue']);
    goOn();
    await until(() => sent.length === 3);
    expect(keys()).toEqual(['red', 'blue', 'red']);
  });
  it('keeps its checkpoint before the lowest event that is unfinished', async () => {
    const open = new Map<string, () => void>();
    const policy = answering('policy', (one) => new Promise((go) => open.set(one.key, go)));
    const all = automation(policy);
    start(all);
    await ring(store, { house: 'white', type: 'BellFell' });
    await until(async () => (await saved()) === 1n);
    await ring(store, { house: 'red' });
    await ring(store, { house: 'blue' });
    await until(() => open.size === 2);
    open.get('blue')!();
    await ring(store, { house: 'white', type: 'BellFell' });
    await new Promise(setImmediate);
    expect(await saved()).toBe(1n);
    open.get('red')!();
    await ring(store, { house: 'white', type: 'BellFell' });
    await until(async () => (await saved())! >= 4n);
  });
  it('begins again with what was unfinished when it was stopped', async () => {
    const first = new AbortController();
    const stuck = answering('policy', async (one) => {
      sent.push(one);
      if (one.key === 'red') throw new EventStoreUnavailable('away');
    });
    await ring(store, { house: 'white' });
    await ring(store, { house: 'red' });
    await ring(store, { house: 'blue' });
    start(automation(stuck), first.signal);
    await until(() => keys().includes('red') && keys().includes('blue'));
    first.abort();
    await Promise.all(running);
    sent = [];
    start(automation(noting('policy')));
    await savedAll();
    expect(keys()).toEqual(expect.arrayContaining(['red', 'blue']));
  });
});

describe('the checkpoint is kept', () => {
  let finish: () => void;
  beforeEach(async () => {
    const timeouts = ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick'] as const;
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'performance', 'queueMicrotask', ...timeouts] });
    const begun = new Promise<void>((begin) => {
      const slow = () => new Promise<void>((go) => void ((finish = go), begin()));
      start(automation(answering('policy', slow)));
    });
    await ring(store, { house: 'white', type: 'BellFell' });
    await until(async () => (await saved()) === 1n);
    await ring(store, { house: 'red' });
    await begun;
  });
  afterEach(() => jest.useRealTimers());
  const finished = async () => {
    finish();
    await new Promise(setImmediate);
    expect(await saved()).toBe(1n);
  };

  it('with each batch', async () => {
    await finished();
    await ring(store, { house: 'white', type: 'BellFell' });
    await until(async () => (await saved()) === 3n);
  });
  it('each second, for work that ended after its batch', async () => {
    await finished();
    jest.advanceTimersByTime(999);
    await new Promise(setImmediate);
    expect(await saved()).toBe(1n);
    jest.advanceTimersByTime(1);
    await until(async () => (await saved()) === 2n);
  });
  it('a second later when the store was away', async () => {
    await finished();
    jest.spyOn(checkpoints, 'saveCheckpoint').mockRejectedValueOnce(new ReadStoreUnavailable('away'));
    jest.advanceTimersByTime(1000);
    await until(() => told.length > 0);
    expect(told).toEqual(['warn: policies wait for a store']);
    jest.advanceTimersByTime(1000);
    await until(async () => (await saved()) === 2n);
  });
  it('at the end', async () => {
    await finished();
    stop.abort();
    await Promise.all(running);
    expect(await saved()).toBe(2n);
  });
});

describe('a checkpoint of something else', () => {
  it('of another event store means: from the start', async () => {
    await checkpoints.saveCheckpoint(CHECKPOINT, { position: 1n, storeId: 'another', caughtUpAt: null });
    await ring(store, { house: 'red' });
    start(automation(noting()));
    await until(() => sent.length === 1);
    await savedAll();
    expect(await checkpoints.checkpoint(CHECKPOINT)).toMatchObject({ storeId: await store.identity() });
    expect(keys()).toEqual(['red']);
  });
  it('beyond the end of the store, which is an older copy then, skips nothing', async () => {
    const storeId = await store.identity();
    await checkpoints.saveCheckpoint(CHECKPOINT, { position: 5n, storeId, caughtUpAt: null });
    await ring(store, { house: 'red' });
    start(automation(noting()));
    await ring(store, { house: 'blue' });
    await until(() => sent.length === 2);
    expect(keys()).toEqual(['red', 'blue']);
  });
});
