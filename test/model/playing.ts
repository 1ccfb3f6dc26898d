import type { EventStore } from '@app/event-store';
import fc from 'fast-check';
import { aimed } from './aiming';
import { pictureOf } from './group-in-maps';
import { contradictionsIn } from './history';
import { Model } from './model';
import type { Outcomes } from './outcomes';
import { type Picture, type Seen, wrongIn } from './picture';
import type { Doing, Step, Wish } from './steps';
import { stories } from './stories';

/** The service, however it is called, with one story on a site of its own. */
export interface Stage {
  readonly siteId: string;
  readonly events: EventStore;
  does(step: Step): Promise<Outcomes>;
  /** What is so in the n-th group. */
  sees(n: number): Promise<Seen>;
  /** Expects that people see what is theirs to see, and nothing else. */
  compares?(model: Model, step: Step): Promise<void>;
}

/** Plays a story on a stage, and expects it to go as the model says, step by step. `done`: told what succeeded. */
export async function play(story: readonly Wish[], stage: Stage, done = new Set<Doing>()): Promise<void> {
  const steps: Step[] = [];
  await make(story, stage, (step, outcomes) => {
    steps.push(step);
    if (outcomes.includes('ok')) done.add(step.do);
  }).catch((error: unknown) => {
    const said = steps.map((step) => JSON.stringify(step)).join(',\n');
    throw new Error(`After\n${said}\n${(error as Error).message}`, { cause: error });
  });
}

async function make(story: readonly Wish[], stage: Stage, told: (step: Step, outcomes: Outcomes) => void) {
  const model = new Model();
  const start = await stage.events.lastPosition();
  let before: readonly Seen[] = [];
  for (const wish of story) {
    const step = aimed(wish, model.groups);
    if (!model.foresees(step)) continue;
    const { memory } = model;
    const outcomes = model.does(step);
    told(step, outcomes);
    const pictures = model.groups.map(pictureOf);

    const position = await stage.events.lastPosition();
    const gives = await stage.does(step);
    const writes = (await stage.events.lastPosition()) !== position;
    const look = async (n: number) => ('in' in step && step.in !== n && before[n]) || stage.sees(n);
    const now = await Promise.all(pictures.map((_, n) => look(n)));
    expect({ outcomes: gives, writes, pictures: now.map(pictureIn), wrong: wrongIn(before, now) }).toEqual({
      outcomes,
      writes: model.memory !== memory, // what changes nothing writes nothing
      pictures,
      wrong: [],
    });
    await stage.compares?.(model, step);
    before = now;
  }
  expect(await Promise.all(before.map((_, n) => stage.sees(n)))).toEqual(before);
  expect(await contradictionsIn(stage, start)).toEqual([]);
}

const pictureIn = ({ createRequest, group }: Seen): Picture => ({ createRequest, group });

/** `time`: after so many milliseconds no further story begins, and none is made shorter. */
export type Run = { readonly numRuns: number; readonly steps: number; readonly time: number };

/**
 * Plays many stories, each on a stage of its own, and gives what succeeded in them. One that goes wrong is made as short
 * as can be and told with its seed and path, with which `MODEL_SEED` and `MODEL_PATH` play it again.
 */
export async function playMany({ numRuns, steps, time }: Run, stage: () => Promise<Stage>): Promise<Set<Doing>> {
  const { MODEL_SEED: seed, MODEL_PATH: path } = process.env;
  const done = new Set<Doing>();
  let playing = Promise.resolve();
  const property = fc.asyncProperty(stories(steps), async (story) => {
    playing = play(story, await stage(), done);
    await playing;
  });
  const again = { ...(seed !== undefined && { seed: Number(seed) }), ...(path !== undefined && { path }) };
  try {
    await fc.assert(property, { numRuns, interruptAfterTimeLimit: time, ...again });
  } finally {
    await playing.catch(() => undefined); // when time is up, one is still being played
  }
  return done;
}
