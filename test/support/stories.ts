import { type People, peopleOf } from './people';
import { type Service, type ServiceOptions, startService } from './service';
import { eventually, TEST_LIMIT_MS } from './waiting';

export { eventually };

/** What the end-to-end tests of one file share. */
export type Stories = {
  /** The service, once the file's tests run. */
  readonly service: () => Service;
  /** People on a site of their own. */
  readonly people: <Name extends string>(...names: Name[]) => Promise<People<Name>>;
  /** Expects that this writes no event. Policies may still be at work on what came before; nothing else may run beside it. */
  readonly writesNothing: <Result>(act: () => PromiseLike<Result>) => Promise<Result>;
};

/** One service for all tests of a file: started before the first, stopped after the last. Sets their time limit too. */
export function stories(options?: ServiceOptions): Stories {
  let running: Service;
  jest.setTimeout(TEST_LIMIT_MS);
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
      const since = await running.events.readAll({ limit: 1000, ...(before !== null && { after: before }) });
      expect(since.filter(({ metadata }) => metadata.depth === 0)).toEqual([]); // those of policies are deeper
      return result;
    },
  };
}
