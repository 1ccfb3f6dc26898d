import { KeyedQueue } from './keyed-queue';

const soon = () => new Promise(setImmediate);

describe('a keyed queue', () => {
  it('runs the work of one key one after another, in the order of the calls', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await soon();
      log.push(`${name} ends`);
      return name;
    };
    const all = ['a', 'b', 'c'].map((name) => queue.run('key', work(name)));
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
  it('runs the work of different keys concurrently', async () => {
    const queue = new KeyedQueue();
    let release = () => {};
    const held = queue.run('one', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await queue.run('other', () => Promise.resolve('done'))).toBe('done');
    release();
    await held;
  });
  it('goes on after work that failed, and rejects only that call', async () => {
    const queue = new KeyedQueue();
    const failed = queue.run('key', () => Promise.reject(new Error('failed')));
    const next = queue.run('key', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('failed');
    expect(await next).toBe('done');
  });
  it('runs work of a key that was idle', async () => {
    const queue = new KeyedQueue();
    await queue.run('key', soon);
    await soon();
    expect(await queue.run('key', () => Promise.resolve(2))).toBe(2);
  });
});
