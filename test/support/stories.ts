import { type People, peopleOf } from './people';
import { type Service, type ServiceOptions, startService } from './service';

/** What the stories of one file are told with. */
export type Stories = {
  /** The service, once the file's tests run. */
  readonly service: () => Service;
  /** People on a site of their own. */
  readonly people: <Name extends string>(...names: Name[]) => Promise<People<Name>>;
  /** Expects that not one event is written while this runs. Nothing else may run beside it. */
  readonly writesNothing: <Result>(act: () => PromiseLike<Result>) => Promise<Result>;
};

const PATIENCE_MS = process.env.TEST_STORES === 'servers' ? 120_000 : 30_000;

/** Looks again until what is expected of it holds: an answer waits two seconds for what follows from it, and no longer. */
export async function eventually<Result>(look: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + PATIENCE_MS / 2;
  for (;;)
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((later) => setTimeout(later, 20));
    }
}

/**
 * Looks at what policies have made of a call: it is there at once, but for servers, where views may be so late that the
 * call leaves the rest to the projector.
 */
export const followed = <Result>(look: () => Promise<Result>): Promise<Result> =>
  process.env.TEST_STORES === 'servers' ? eventually(look) : look();

/** One service for all stories of a file: started before the first, stopped after the last. */
export function stories(options?: ServiceOptions): Stories {
  let running: Service;
  jest.setTimeout(PATIENCE_MS); // stories are quick, machines are not always
  beforeAll(async () => {
    running = await startService(options);
  });
  afterAll(() => running?.stop());
  return {
    service: () => running,
    people: (...names) => peopleOf(running, names),
    writesNothing: async (act) => {
      const before = await running.events.lastPosition();
      const result = await act();
      expect(await running.events.lastPosition()).toBe(before);
      return result;
    },
  };
}
