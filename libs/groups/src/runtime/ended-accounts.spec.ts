import { Decider, newCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { EndAccountCommand, EndAccountHandler } from '../commands/end-account/end-account.command';
import { anna, billing, mira, ravi, settingsWithUnknown, siteId, visitor } from '../testing/people.examples';
import { collections } from '../views/collections';
import { Views } from '../views/views';
import { EndedAccounts } from './ended-accounts';

/** Unavailable while `isAway`. */
class InterruptibleStore extends InMemoryReadStore {
  isAway = false;
  override get(...args: Parameters<InMemoryReadStore['get']>) {
    return this.isAway ? Promise.reject(new ReadStoreUnavailable('away')) : super.get(...args);
  }
}

describe('the check of ended accounts', () => {
  let endedAccounts: EndedAccounts;
  let store: InterruptibleStore;
  let decider: Decider;
  beforeEach(async () => {
    store = new InterruptibleStore();
    await store.prepare([collections.endedAccounts]);
    decider = new Decider(new InMemoryEventStore());
    endedAccounts = new EndedAccounts(new Views(store, new ViewProgress()), decider);
    const endAccount = new EndAccountCommand({ memberId: mira.memberId }, billing, newCommandMetadata());
    await new EndAccountHandler(decider, settingsWithUnknown('PUBLIC')).execute(endAccount);
  });
  const showInView = () => {
    const document = { siteId, memberId: mira.memberId };
    return store.write(collections.endedAccounts, [
      { id: `${siteId}.${mira.memberId}`, document, position: 1n, loaded: null },
    ]);
  };

  it('uses the events for writes', () =>
    expect(endedAccounts.throwIfEnded(mira, true)).rejects.toThrow(Unauthenticated));
  it('uses the view for reads', async () => {
    await expect(endedAccounts.throwIfEnded(mira, false)).rejects.toThrow(Unauthenticated); // ended by this process
    endedAccounts = new EndedAccounts(new Views(store, new ViewProgress()), decider);
    await endedAccounts.throwIfEnded(mira, false);
    await showInView();
    await expect(endedAccounts.throwIfEnded(mira, false)).rejects.toThrow(Unauthenticated);
    await endedAccounts.throwIfEnded({ ...mira, siteId: 'elsewhere' }, false);
  });
  it('uses the events for reads that have to show more than the view is known to show', async () => {
    const [progress, events] = [new ViewProgress(), new InMemoryEventStore()];
    progress.report('endedAccounts', 4n, true);
    endedAccounts = new EndedAccounts(new Views(store, progress), decider);
    await endedAccounts.throwIfEnded(mira, false, 4n);
    await expect(endedAccounts.throwIfEnded(mira, false, 5n)).rejects.toThrow(Unauthenticated);
    await endedAccounts.throwIfEnded(ravi, false, 5n);
    await events.close();
    endedAccounts = new EndedAccounts(new Views(store, progress), new Decider(events));
    await endedAccounts.throwIfEnded(mira, false, 5n); // the view decides
  });
  it('uses the events for reads when the view is unavailable', async () => {
    store.isAway = true;
    await expect(endedAccounts.throwIfEnded(mira, false)).rejects.toThrow(Unauthenticated);
    await endedAccounts.throwIfEnded(ravi, false);
  });
  it.each([
    ['an app', billing],
    ['a visitor', visitor],
    ['a site admin', anna],
    ['a member', ravi],
  ])('lets %s pass', async (_, caller) => {
    for (const writes of [true, false]) await endedAccounts.throwIfEnded(caller, writes);
  });
});
