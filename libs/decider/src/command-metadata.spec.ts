import { InMemoryEventStore } from '@app/event-store';
import { depositing, context, account } from './accounts.examples';
import { Decider } from './decider';
import { eventId, newCommandMetadata, itemMetadata, policyCommandMetadata } from './command-metadata';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the trail of a command', () => {
  it('is its own beginning when a caller asks', () => {
    const metadata = newCommandMetadata();
    expect(metadata).toEqual({ commandId: expect.stringMatching(UUID), correlationId: metadata.commandId, depth: 0 });
    expect(newCommandMetadata()).not.toEqual(metadata);
  });
  it('is notified from others by the item, and the same for the same item', () => {
    const metadata = newCommandMetadata();
    expect(itemMetadata(metadata, 'mira')).toEqual({
      ...metadata,
      commandId: itemMetadata(metadata, 'mira').commandId,
    });
    expect(itemMetadata(metadata, 'mira').commandId).toMatch(UUID);
    const ids = [
      metadata,
      itemMetadata(metadata, 'mira'),
      itemMetadata(metadata, 'ravi'),
      itemMetadata(newCommandMetadata(), 'mira'),
    ];
    expect(new Set(ids.map(({ commandId }) => commandId)).size).toBe(4);
  });
  it('of a policy goes back to the event, one step further', async () => {
    const decider = new Decider(new InMemoryEventStore());
    const result = await decider.on({ account: account('savings') }).decide('account', depositing(1), context());
    if (!result.accepted) throw new Error('refused');
    const event = result.events[0]!;
    const metadata = policyCommandMetadata(event, 'thank-the-giver', 'ravi');
    expect(metadata).toEqual({
      commandId: expect.stringMatching(UUID),
      correlationId: event.metadata.correlationId,
      causationId: event.id,
      depth: 1,
    });
    expect(policyCommandMetadata(event, 'thank-the-giver', 'ravi')).toEqual(metadata);
    expect(policyCommandMetadata(event, 'thank-the-giver', 'mira').commandId).not.toBe(metadata.commandId);
    expect(policyCommandMetadata(event, 'count-deposits', 'ravi').commandId).not.toBe(metadata.commandId);
  });
  it('gives each event an id that depends on command, stream and place only', () => {
    const { commandId } = newCommandMetadata();
    expect(eventId(commandId, 'account-savings', 0)).toBe(eventId(commandId, 'account-savings', 0));
    const ids = [
      eventId(commandId, 'account-savings', 0),
      eventId(commandId, 'account-savings', 1),
      eventId(commandId, 'account-other', 0),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});
