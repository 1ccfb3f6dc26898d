import fc from 'fast-check';
import { InFlightEvents } from './in-flight-events';

describe('unfinished work', () => {
  it('begins where it is told to', () => {
    expect(new InFlightEvents(null).checkpoint).toBeNull();
    expect(new InFlightEvents(7n).checkpoint).toBe(7n);
  });
  it('stands before the lowest that is open, whatever ended behind it', () => {
    const work = new InFlightEvents(null);
    const [one, two, three] = [work.begin(1n), work.begin(2n), work.begin(5n)];
    three();
    expect([work.checkpoint, work.size]).toEqual([null, 3]);
    one();
    expect([work.checkpoint, work.size]).toEqual([1n, 2]);
    two();
    expect([work.checkpoint, work.size]).toEqual([5n, 0]);
  });
  it('does so in whatever order things end', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.nat()), (count, random) => {
        const work = new InFlightEvents(0n);
        const open = Array.from({ length: count }, (_, n) => ({
          position: BigInt(n + 1),
          done: work.begin(BigInt(n + 1)),
        }));
        while (open.length > 0) {
          const [ended] = open.splice((random.next().value as number) % open.length, 1);
          ended!.done();
          expect(work.checkpoint).toBe((open[0]?.position ?? BigInt(count + 1)) - 1n);
        }
        expect(work.size).toBe(0);
      }),
    ));
});
