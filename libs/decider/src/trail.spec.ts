import { InMemoryEventStore } from '@app/event-store';
import { adding, asked, jar } from './jar.examples';
import { Streams } from './streams';
import { eventId, freshTrail, itemTrail, trailOf } from './trail';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the trail of a command', () => {
  it('is its own beginning when a caller asks', () => {
    const trail = freshTrail();
    expect(trail).toEqual({ commandId: expect.stringMatching(UUID), correlationId: trail.commandId, depth: 0 });
    expect(freshTrail()).not.toEqual(trail);
  });
  it('is told from others by the item, and the same for the same item', () => {
    const trail = freshTrail();
    expect(itemTrail(trail, 'mira')).toEqual({ ...trail, commandId: itemTrail(trail, 'mira').commandId });
    expect(itemTrail(trail, 'mira').commandId).toMatch(UUID);
    const ids = [trail, itemTrail(trail, 'mira'), itemTrail(trail, 'ravi'), itemTrail(freshTrail(), 'mira')];
    expect(new Set(ids.map(({ commandId }) => commandId)).size).toBe(4);
  });
  it('of a policy goes back to the event, one step further', async () => {
    const streams = new Streams(new InMemoryEventStore());
    const outcome = await streams.reading({ jar: jar('mine') }).deciding('jar', adding(1), asked());
    if (!outcome.accepted) throw new Error('refused');
    const event = outcome.events[0]!;
    const trail = trailOf(event, 'thank-the-giver', 'ravi');
    expect(trail).toEqual({
      commandId: expect.stringMatching(UUID),
      correlationId: event.metadata.correlationId,
      causationId: event.id,
      depth: 1,
    });
    expect(trailOf(event, 'thank-the-giver', 'ravi')).toEqual(trail);
    expect(trailOf(event, 'thank-the-giver', 'mira').commandId).not.toBe(trail.commandId);
    expect(trailOf(event, 'count-the-coins', 'ravi').commandId).not.toBe(trail.commandId);
  });
  it('gives each event an id that depends on command, stream and place only', () => {
    const { commandId } = freshTrail();
    expect(eventId(commandId, 'jar-mine', 0)).toBe(eventId(commandId, 'jar-mine', 0));
    const ids = [
      eventId(commandId, 'jar-mine', 0),
      eventId(commandId, 'jar-mine', 1),
      eventId(commandId, 'jar-other', 0),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});
