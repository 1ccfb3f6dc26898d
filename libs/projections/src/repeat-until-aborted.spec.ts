import { repeatUntilAborted } from './repeat-until-aborted';

describe('until aborted', () => {
  it('does the work again when it fails, and tells of it', async () => {
    const stop = new AbortController();
    const failures: unknown[] = [];
    let tries = 0;
    await repeatUntilAborted(
      stop.signal,
      (error) => failures.push(error),
      () => {
        if (++tries === 3) stop.abort();
        return tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve();
      },
    );
    expect(tries).toBe(3);
    expect(failures).toEqual([new Error('away')]);
  });
  it('does nothing when it is aborted already', async () => {
    const work = () => Promise.reject(new Error('not wanted'));
    await repeatUntilAborted(AbortSignal.abort(), fail, work);
  });
  it('keeps to itself what fails after the abort', async () => {
    const stop = new AbortController();
    await repeatUntilAborted(stop.signal, fail, () => {
      stop.abort();
      return Promise.reject(new Error('closed'));
    });
  });
  it('ends in the middle of a pause', async () => {
    const stop = new AbortController();
    const ended = repeatUntilAborted(
      stop.signal,
      () => stop.abort(),
      () => Promise.reject(new Error('away')),
    );
    await ended;
  });
});

function fail(error: unknown): never {
  throw error;
}
