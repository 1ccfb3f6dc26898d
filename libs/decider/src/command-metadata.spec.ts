import { InMemoryEventStore } from '@app/event-store';
import { account, context, depositing } from './accounts.examples';
import { eventId, itemMetadata, newCommandMetadata, policyCommandMetadata } from './command-metadata';
import { Decider } from './decider';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the metadata of a command', () => {
  it('of a caller starts a new correlation', () => {
    const metadata = newCommandMetadata();
    expect(metadata).toEqual({ commandId: expect.stringMatching(UUID), correlationId: metadata.commandId, depth: 0 });
    expect(newCommandMetadata()).not.toEqual(metadata);
  });
  it('of an item of a bulk command has an id of its own, the same for the same item', () => {
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
  it('of a policy names the event as its cause, and is one level deeper', async () => {
    const decider = new Decider(new InMemoryEventStore());
    const result = await decider.on({ account: account('savings') }).decide('account', depositing(1), context());
    if (!result.accepted) throw new Error('refused');
    const event = result.events[0]!;
    const metadata = policyCommandMetadata(event, 'confirm-deposit', 'ravi');
    expect(metadata).toEqual({
      commandId: expect.stringMatching(UUID),
      correlationId: event.metadata.correlationId,
      causationId: event.id,
      depth: 1,
    });
    expect(policyCommandMetadata(event, 'confirm-deposit', 'ravi')).toEqual(metadata);
    expect(policyCommandMetadata(event, 'confirm-deposit', 'mira').commandId).not.toBe(metadata.commandId);
    expect(policyCommandMetadata(event, 'count-deposits', 'ravi').commandId).not.toBe(metadata.commandId);
  });
  it('gives each event an id that depends only on the command, the stream and the index', () => {
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
