import fc from 'fast-check';
import { InFlightEvents } from './in-flight-events';

describe('the checkpoint of events in flight', () => {
  it('is at first the one that was saved', () => {
    expect(new InFlightEvents(null).checkpoint).toBeNull();
    expect(new InFlightEvents(7n).checkpoint).toBe(7n);
  });
  it('stays before the first event that is not done, whatever is done behind it', () => {
    const inFlight = new InFlightEvents(null);
    const [one, two, three] = [inFlight.begin(1n), inFlight.begin(2n), inFlight.begin(5n)];
    three();
    expect([inFlight.checkpoint, inFlight.size]).toEqual([null, 2]);
    one();
    expect([inFlight.checkpoint, inFlight.size]).toEqual([1n, 1]);
    two();
    expect([inFlight.checkpoint, inFlight.size]).toEqual([5n, 0]);
  });
  it('takes memory for the events that are not done only, however many are done behind the first', () => {
    const inFlight = new InFlightEvents(null);
    const first = inFlight.begin(1n);
    for (let position = 2n; position <= 10_000n; position++) inFlight.begin(position)();
    expect([inFlight.checkpoint, inFlight.size]).toEqual([null, 1]);
    first();
    expect([inFlight.checkpoint, inFlight.size]).toEqual([10_000n, 0]);
  });
  it('does so in whatever order events are done', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.nat()), (count, random) => {
        const inFlight = new InFlightEvents(0n);
        const open = Array.from({ length: count }, (_, n) => ({
          position: BigInt(n + 1),
          done: inFlight.begin(BigInt(n + 1)),
        }));
        while (open.length > 0) {
          const [ended] = open.splice((random.next().value as number) % open.length, 1);
          ended!.done();
          expect(inFlight.checkpoint).toBe((open[0]?.position ?? BigInt(count + 1)) - 1n);
        }
        expect(inFlight.size).toBe(0);
      }),
    ));
});
