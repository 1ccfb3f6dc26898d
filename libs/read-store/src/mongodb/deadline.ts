import { ReadStoreUnavailable } from '../read-store';

/**
 * What the work gives, if it does within this many milliseconds. Whatever fails, and taking longer, is
 * `ReadStoreUnavailable`. The driver's own limits do not cover a server that holds a connection and says nothing.
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReadStoreUnavailable(`the read store cannot be asked: ${why}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
