import { ReadStoreUnavailable } from '../read-store';

/**
 * The result of the work. Throws `ReadStoreUnavailable` for any error of it, and after so many milliseconds. The driver's
 * own timeouts do not cover a server that keeps a connection open and is silent.
 */
export async function withTimeout<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work(), timedOut]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReadStoreUnavailable(`the read store cannot be asked: ${why}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
