import { isDeepStrictEqual } from 'node:util';
import type { Position, Recorded } from '@app/kernel';
import type { Answer } from '../support/call';
import { type People, peopleOf } from '../support/people';
import type { Person } from '../support/person';
import { eventually } from '../support/stories';
import { Fleet } from './fleet';
import { type Picture, wrongIn } from './picture';
import { shown } from './shown';
import { told } from './told';

/** Who takes part, each on whichever process; nobody belongs to anything yet. */
export type Cast = People<(typeof names)[number]>;
const names = ['olga', 'mira', 'zoe', 'ravi'] as const;

type Act = (cast: Cast, id: string) => PromiseLike<Answer>;
export type Race = {
  /** What is there first: a group, whose id the calls are told. */
  readonly given: (cast: Cast) => Promise<string>;
  /** The calls that come at the same moment. */
  readonly calls: Readonly<Record<string, Act>>;
  /**
   * Calls that may be told that they succeeded where they came too late and would have been refused: what they ask for
   * holds already, or is put right again, as with an owner who left in the moment in which the group was handed to them.
   */
  readonly forgiven?: readonly string[];
  /** Codes of refusals that no order of the calls gives: only what lies between a call and what follows from it does. */
  readonly between?: readonly string[];
};
type Told = Readonly<Record<string, number | string>>;
/** What the callers were told, and how it ended. */
type Ending = { readonly answers: Told; readonly picture: Picture };
/** A race that has been run, so that one can look at it again. */
type Run = { readonly cast: Cast; readonly since: Position | null; readonly picture: Picture; seen: Position | null };

const LONG = process.env.LONG !== undefined;
const ROUNDS = LONG ? 100 : 5;
const SIDE_BY_SIDE = 10;
const PROCESSES = 3;

/**
 * Runs each race many times on several processes, and expects that every one ends as some order of its calls does:
 * which endings those are is found out first, by making the calls one after the other in every order.
 */
export function races(table: Readonly<Record<string, Race>>): void {
  let fleet: Fleet;
  const runs: Run[] = [];
  jest.setTimeout(LONG ? 600_000 : 120_000); // a safety limit
  beforeAll(async () => {
    fleet = await Fleet.of(PROCESSES);
  });
  afterAll(() => fleet?.stop());

  it.each(Object.entries(table))('%s', async (_, race) => {
    const orders = ordersOf(Object.keys(race.calls));
    const possible = await sideBySide(orders, (order) => run(fleet, race, runs, (calls) => inTurn(calls, order)));
    await sideBySide(Array.from({ length: ROUNDS }), async () => {
      const ending = await run(fleet, race, runs, atOnce);
      if (!possible.some((one) => isLike(ending, one, race, possible)))
        throw new Error(
          [`${inspect(ending)}\nis what no order of the calls leads to:`, ...possible.map(inspect)].join('\n'),
        );
    });
  });

  it('and nothing that follows later makes another ending of any', async () => {
    await fleet.quiet();
    for (const { cast, since, picture, seen } of runs) {
      const log = await fleet.happened(cast.site, since);
      if (log.at(-1)?.position !== seen) expect((await settled(fleet, cast, since)).picture).toEqual(picture);
    }
  });
}

/** Arranges a race on a site of its own, runs it, and looks at what has come of it. */
async function run(fleet: Fleet, race: Race, runs: Run[], go: (calls: Calls) => Promise<Told>): Promise<Ending> {
  const people = await peopleOf(fleet, names);
  const cast = anywhere(people, fleet);
  const since = await fleet.lastPosition();
  const id = await race.given(cast);
  const calls = Object.entries(race.calls).map(([name, act]) => [name, async () => act(cast, id)] as const);
  const answers = await go(Object.fromEntries(calls));
  const end = await settled(fleet, cast, since);
  runs.push({ cast, since, ...end });
  return { answers, picture: end.picture };
}

/** How it stands once it is quiet: the API shows what the log tells, and nothing of it is wrong. */
const settled = (fleet: Fleet, cast: Cast, since: Position | null) =>
  eventually(async () => {
    const log = await fleet.happened(cast.site, since);
    const picture = told(log);
    expect(await shown(() => cast.siteAdmin, whoTookPart(log))).toEqual(picture);
    expect(wrongIn(picture)).toEqual([]);
    return { picture, seen: log.at(-1)?.position ?? null };
  });

const whoTookPart = (log: readonly Recorded[]): string[] => [
  ...new Set(log.flatMap(({ data }) => (data as { readonly memberId?: string }).memberId ?? [])),
];

/** Everybody calls another process each time. */
const anywhere = (people: Cast, fleet: Fleet): Cast =>
  new Proxy(people, {
    get: (cast, name: keyof Cast) => (name === 'site' ? cast.site : (cast[name] as Person).at(fleet.url)),
  });

type Calls = Readonly<Record<string, () => Promise<Answer>>>;
const codeOf = ({ status, body }: Answer): number | string => (status === 200 ? 200 : (body.message as string));

async function inTurn(calls: Calls, order: readonly string[]): Promise<Told> {
  const answers: Record<string, number | string> = {};
  for (const name of order) answers[name] = codeOf(await calls[name]!());
  return answers;
}

async function atOnce(calls: Calls): Promise<Told> {
  const sent = shuffled(Object.entries(calls)).map(async ([name, call]) => [name, codeOf(await call())] as const);
  return Object.fromEntries(await Promise.all(sent));
}

/** The same ending and the same calls refused; with another code only if that is one that this call may meet here. */
function isLike(ending: Ending, order: Ending, { forgiven = [], between = [] }: Race, all: readonly Ending[]): boolean {
  const agrees = ([call, code]: [string, number | string]) => {
    const expected = order.answers[call]!;
    if (code === 200) return expected === 200 || forgiven.includes(call);
    return expected !== 200 && (between.includes(`${code}`) || all.some(({ answers }) => answers[call] === code));
  };
  return isDeepStrictEqual(ending.picture, order.picture) && Object.entries(ending.answers).every(agrees);
}

const ordersOf = (calls: readonly string[]): string[][] =>
  calls.length < 2
    ? [[...calls]]
    : calls.flatMap((first) => ordersOf(calls.filter((call) => call !== first)).map((rest) => [first, ...rest]));

function shuffled<T>(items: readonly T[]): T[] {
  const drawn = items.map((item) => ({ item, lot: Math.random() }));
  return drawn.sort((one, other) => one.lot - other.lot).map(({ item }) => item);
}

async function sideBySide<In, Out>(all: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const rest = all.entries();
  const worker = async () => {
    for (const [n, item] of rest) results[n] = await work(item);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return results;
}

const inspect = (value: unknown): string => JSON.stringify(value);
