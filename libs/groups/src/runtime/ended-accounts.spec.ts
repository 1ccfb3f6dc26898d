import { newCommandMetadata, Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { EndedAccounts } from './ended-accounts';
import { anna, billing, mira, ravi, settingsWithUnknown, siteId, visitor } from '../testing/people.examples';
import { collections } from '../views/collections';
import { Views } from '../views/views';
import { EndAccountCommand, EndAccountHandler } from '../commands/end-account/end-account.command';

/** Away, once it is said to be. */
class AwayStore extends InMemoryReadStore {
  isAway = false;
  override get(...asked: Parameters<InMemoryReadStore['get']>) {
    return this.isAway ? Promise.reject(new ReadStoreUnavailable('away')) : super.get(...asked);
  }
}

describe('the door', () => {
  let ended: EndedAccounts;
  let store: AwayStore;
  beforeEach(async () => {
    store = new AwayStore();
    await store.prepare([collections.endedAccounts]);
    const decider = new Decider(new InMemoryEventStore());
    const progress = new ViewProgress();
    ended = new EndedAccounts(new Views(store, progress), progress, decider);
    const ending = new EndAccountCommand({ memberId: mira.memberId }, billing, newCommandMetadata());
    await new EndAccountHandler(decider, settingsWithUnknown('PUBLIC')).execute(ending);
  });
  const projected = () => {
    const document = { siteId, memberId: mira.memberId };
    return store.write(collections.endedAccounts, [
      { id: `${siteId}.${mira.memberId}`, document, position: 1n, loaded: null },
    ]);
  };

  it('goes by the events where something is written', () =>
    expect(ended.throwIfEnded(mira, true)).rejects.toThrow(Unauthenticated));
  it('goes by the view where something is read', async () => {
    await ended.throwIfEnded(mira, false);
    await projected();
    await expect(ended.throwIfEnded(mira, false)).rejects.toThrow(Unauthenticated);
    await ended.throwIfEnded({ ...mira, siteId: 'elsewhere' }, false);
  });
  it('goes by the events where the view cannot be asked', async () => {
    store.isAway = true;
    await expect(ended.throwIfEnded(mira, false)).rejects.toThrow(Unauthenticated);
    await ended.throwIfEnded(ravi, false);
  });
  it.each([
    ['an app', billing],
    ['a visitor', visitor],
    ['a site admin', anna],
    ['a member', ravi],
  ])('is open to %s', async (_, caller) => {
    for (const writes of [true, false]) await ended.throwIfEnded(caller, writes);
  });
});
