import { KeyedQueue } from './keyed-queue';

const soon = () => new Promise(setImmediate);

describe('a keyed queue', () => {
  it('runs the work of one key in the order asked, one at a time', async () => {
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
  it('runs the work of other keys meanwhile', async () => {
    const queue = new KeyedQueue();
    let goOn = () => {};
    const held = queue.run('one', () => new Promise<void>((go) => (goOn = go)));
    expect(await queue.run('other', () => Promise.resolve('done'))).toBe('done');
    goOn();
    await held;
  });
  it('goes on after work that failed, and tells only whoever asked for it', async () => {
    const queue = new KeyedQueue();
    const failed = queue.run('key', () => Promise.reject(new Error('no luck')));
    const next = queue.run('key', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('no luck');
    expect(await next).toBe('done');
  });
  it('takes up idle keys again', async () => {
    const queue = new KeyedQueue();
    await queue.run('key', soon);
    await soon();
    expect(await queue.run('key', () => Promise.resolve(2))).toBe(2);
  });
});
