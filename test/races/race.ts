import { isDeepStrictEqual } from 'node:util';
import type { Position, Recorded } from '@app/kernel';
import pMap from 'p-map';
import type { HttpResponse } from '../support/call';
import { type People, peopleOf } from '../support/people';
import type { Person } from '../support/person';
import { eventually, LONG, TEST_LIMIT_MS } from '../support/waiting';
import { codeOf } from './concurrent-calls';
import { ServiceCluster } from './service-cluster';
import { brokenInvariants, type SiteSnapshot } from './site-snapshot';
import { snapshotFromApi } from './snapshot-from-api';
import { snapshotFromEvents } from './snapshot-from-events';

/** Everybody calls a random instance of the service; nobody belongs to a group yet. */
export type Participants = People<(typeof names)[number]>;
const names = ['olga', 'mira', 'zoe', 'ravi'] as const;

type RacingCall = (people: Participants, id: string) => PromiseLike<HttpResponse>;
export type Race = {
  /** What is there first: a group (or a request for one), whose id the calls are given. */
  readonly given: (people: Participants) => Promise<string>;
  /** The calls that are made at the same moment. */
  readonly calls: Readonly<Record<string, RacingCall>>;
  /** Codes of refusals that no order of the calls gives: policies are at work between a call and what follows from it. */
  readonly mayAlsoRefuseWith?: readonly string[];
};
/** By the name of the call: 200, or the code of the error. */
type ResponseCodes = Readonly<Record<string, number | string>>;
type RaceResult = { readonly codes: ResponseCodes; readonly snapshot: SiteSnapshot };
/** A race that was run, kept to be looked at again: `last` is the position of the site's last event at that time. */
type FinishedRun = {
  readonly people: Participants;
  readonly since: Position | null;
  readonly snapshot: SiteSnapshot;
  readonly last: Position | null;
};

const ROUNDS = LONG ? 100 : 2;
const SIDE_BY_SIDE = { concurrency: LONG ? 10 : 4 };
const ORDERS_SIDE_BY_SIDE = 2;
const INSTANCES = 3;
/** A response waits two seconds for the policies of its write, less a little. */
const POLICIES_WITHIN_MS = 1900;

/**
 * Runs each race several times on several instances, and expects that each run ends as some order of its calls does. What
 * an order leads to is found out by making the calls one after the other: order by order until every run is explained,
 * with `LONG=1` in all of them.
 */
export function races(table: Readonly<Record<string, Race>>): void {
  let cluster: ServiceCluster;
  const finished: FinishedRun[] = [];
  jest.setTimeout(LONG ? 4 * TEST_LIMIT_MS : TEST_LIMIT_MS);
  beforeAll(async () => {
    cluster = await ServiceCluster.of(INSTANCES);
  });
  afterAll(() => cluster?.stop());

  it.each(Object.entries(table))('%s', async (_, race) => {
    const results = await pMap(
      Array.from({ length: ROUNDS }),
      () => run(cluster, race, finished, atOnce),
      SIDE_BY_SIDE,
    );
    const orders = shuffled(ordersOf(Object.keys(race.calls)));
    const possible: RaceResult[] = [];
    let unexplained = results;
    while (orders.length > 0 && (LONG || unexplained.length > 0)) {
      const next = orders.splice(0, ORDERS_SIDE_BY_SIDE);
      const inOrder = next.map((order) => run(cluster, race, finished, (calls) => oneByOne(calls, order, cluster)));
      possible.push(...(await Promise.all(inOrder)));
      unexplained = results.filter((result) => !possible.some((one) => isLike(result, one, race, possible)));
    }
    if (unexplained.length > 0)
      throw new Error(
        [...unexplained.map(inspect), 'are the result of no order:', ...possible.map(inspect)].join('\n'),
      );
  });

  it('and no policy that runs later changes a result', async () => {
    await cluster.untilPoliciesAreDone();
    for (const { people, since, snapshot, last } of finished) {
      const log = await cluster.eventsOf(people.site, since);
      if (log.at(-1)?.position !== last)
        expect((await settledState(cluster, people, since)).snapshot).toEqual(snapshot);
    }
  });
}

/** Prepares a race on a new site, runs it, and gives its result once nothing more follows from it. */
async function run(
  cluster: ServiceCluster,
  race: Race,
  finished: FinishedRun[],
  makeCalls: (calls: Calls) => Promise<ResponseCodes>,
): Promise<RaceResult> {
  const people = onRandomInstances(await peopleOf(cluster, names), cluster);
  const since = await cluster.lastPosition();
  const id = await race.given(people);
  const calls = Object.entries(race.calls).map(([name, call]) => [name, async () => call(people, id)] as const);
  const codes = await makeCalls(Object.fromEntries(calls));
  const { snapshot, last } = await settledState(cluster, people, since);
  finished.push({ people, since, snapshot, last });
  return { codes, snapshot };
}

/** The state of a site once the API shows what the log says. Nothing of it may be wrong. */
const settledState = (cluster: ServiceCluster, people: Participants, since: Position | null) =>
  eventually(async () => {
    const log = await cluster.eventsOf(people.site, since);
    const snapshot = snapshotFromEvents(log);
    expect(await snapshotFromApi(() => people.siteAdmin, participantsIn(log))).toEqual(snapshot);
    expect(brokenInvariants(snapshot)).toEqual([]);
    return { snapshot, last: log.at(-1)?.position ?? null };
  });

const participantsIn = (log: readonly Recorded[]): string[] => [
  ...new Set(log.flatMap(({ data }) => (data as { readonly memberId?: string }).memberId ?? [])),
];

/** The same people, each of whose calls goes to a random instance. */
const onRandomInstances = (people: Participants, cluster: ServiceCluster): Participants =>
  new Proxy(people, {
    get: (target, name: keyof Participants) =>
      name === 'site' ? target.site : (target[name] as Person).at(cluster.url),
  });

type Calls = Readonly<Record<string, () => Promise<HttpResponse>>>;

/** Each call finds what its predecessor has led to, however long the policies take. */
async function oneByOne(calls: Calls, order: readonly string[], cluster: ServiceCluster): Promise<ResponseCodes> {
  const codes: Record<string, number | string> = {};
  for (const name of order) {
    const response = await calls[name]!();
    codes[name] = codeOf(response);
    if (response.tookMs > POLICIES_WITHIN_MS) await cluster.untilPoliciesAreDone();
  }
  return codes;
}

async function atOnce(calls: Calls): Promise<ResponseCodes> {
  const sent = shuffled(Object.entries(calls)).map(async ([name, call]) => [name, codeOf(await call())] as const);
  return Object.fromEntries(await Promise.all(sent));
}

/** The same state and the same calls refused; with another code only if that is one that this call may meet here. */
function isLike(
  result: RaceResult,
  order: RaceResult,
  { mayAlsoRefuseWith = [] }: Race,
  all: readonly RaceResult[],
): boolean {
  const agrees = ([call, code]: [string, number | string]) => {
    const expected = order.codes[call]!;
    if (code === 200) return expected === 200;
    return expected !== 200 && (mayAlsoRefuseWith.includes(`${code}`) || all.some(({ codes }) => codes[call] === code));
  };
  return isDeepStrictEqual(result.snapshot, order.snapshot) && Object.entries(result.codes).every(agrees);
}

const ordersOf = (calls: readonly string[]): string[][] =>
  calls.length < 2
    ? [[...calls]]
    : calls.flatMap((first) => ordersOf(calls.filter((call) => call !== first)).map((rest) => [first, ...rest]));

function shuffled<T>(items: readonly T[]): T[] {
  const drawn = items.map((item) => ({ item, order: Math.random() }));
  return drawn.sort((one, other) => one.order - other.order).map(({ item }) => item);
}

const inspect = (value: unknown): string => JSON.stringify(value);
