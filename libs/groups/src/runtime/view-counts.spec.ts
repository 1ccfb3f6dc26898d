import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { NO_STREAM } from '@app/kernel';
import { checkpointName, ViewProgress } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { newEvents } from '../../../event-store/testing/new-events';
import { createRequestsOf, invitationItem, invitationsTo, PendingItems } from '../commands/pending-items';
import { groupCreated } from '../testing/group.examples';
import { billing, ravi, siteId } from '../testing/people.examples';
import { collections, views as allViews } from '../views/collections';
import { Views } from '../views/views';
import { ViewCounts } from './view-counts';

let store: InMemoryReadStore;
let events: InMemoryEventStore;
let progress: ViewProgress;
let pending: PendingItems;
let counts: ViewCounts;
beforeEach(async () => {
  store = new InMemoryReadStore();
  await store.prepare(Object.values(collections));
  events = new InMemoryEventStore();
  progress = new ViewProgress();
  pending = new PendingItems();
  counts = new ViewCounts(new Views(store, progress), progress, pending, new Decider(events), events, store);
});

const bug = new TypeError('something else');
const never = () => new Promise<never>(() => {});

describe('the counts of a group', () => {
  const shown = { membersCount: 3, pendingMembersCount: 1, lastActivityDate: '2030-01-01T00:00:00.000Z' };
  beforeEach(async () => {
    await store.write(collections.groups, [
      { id: 'yoga', document: { siteId, id: 'yoga', ...shown }, position: 7n, loaded: null },
    ]);
    events.lastPosition = () => Promise.resolve(7n);
  });
  const inGroup = () => counts.ofGroup(siteId, 'yoga');
  const saveCheckpoint = async (position: bigint, storeId?: string) =>
    store.saveCheckpoint(checkpointName(allViews.find(({ projection }) => projection.name === 'groups')!), {
      position,
      storeId: storeId ?? (await events.identity()),
      caughtUpAt: null,
    });

  it('are there when the view has caught up', async () => {
    progress.report('groups', 7n, true);
    expect(await inGroup()).toEqual(shown);
  });
  it('are there when another process has brought the view up to date', async () => {
    progress.reportCheckpoint('groups', 6n, false);
    await saveCheckpoint(7n);
    expect(await inGroup()).toEqual(shown);
  });
  it('are absent, at once, when the view is behind', async () => {
    const waits = jest.spyOn(progress, 'waitForPosition');
    progress.report('groups', 6n, true);
    expect(await inGroup()).toEqual({});
    await saveCheckpoint(6n);
    expect(await inGroup()).toEqual({});
    await saveCheckpoint(9n, 'another store');
    expect(await inGroup()).toEqual({});
    expect(waits).not.toHaveBeenCalled();
  });
  it('are absent when the read store is unavailable, or does not respond', async () => {
    progress.report('groups', 7n, true);
    store.get = never;
    expect(await inGroup()).toEqual({});
    await store.close();
    expect(await inGroup()).toEqual({});
  });
  it('are absent for a group that the view does not show', async () => {
    progress.report('groups', 7n, true);
    expect(await counts.ofGroup(siteId, 'chess')).toEqual({});
  });
  it('are known of a new group without a view', async () => {
    await store.close();
    expect(await counts.ofNewGroup(siteId, 'chess', 'olga')).toEqual({ membersCount: 1, pendingMembersCount: 0 });
  });
  it('do not hide other errors', async () => {
    progress.report('groups', 7n, true);
    store.get = () => Promise.reject(bug);
    await expect(inGroup()).rejects.toBe(bug);
  });
});

describe('what is pending', () => {
  beforeEach(async () => {
    const created = groupCreated({ privacyStatus: 'SECRET' });
    await events.append(`group-${siteId}.yoga`, newEvents({ ...created, metadata: { siteId } }), NO_STREAM);
  });

  it('is what the view shows, at the position that it had before', async () => {
    const show = jest.spyOn(pending, 'show');
    progress.report('memberships', 4n, false);
    progress.report('createRequests', 5n, true);
    const invitation = { createdDate: '2030-01-01T00:00:00.000Z' };
    const document = { siteId, groupId: 'yoga', memberId: 'mira', invitation };
    await store.write(collections.memberships, [{ id: 'yoga.mira', document, position: 1n, loaded: null }]);
    const request = { siteId, id: 'chess', requestedById: 'olga', status: 'PENDING', createdDate: '2030' };
    await store.write(collections.createRequests, [{ id: 'chess', document: request, position: 1n, loaded: null }]);
    await counts.showInvitations(billing, 'yoga');
    await counts.showCreateRequests(siteId, 'olga');
    expect(show.mock.calls).toEqual([
      [invitationsTo(siteId, 'yoga'), [invitationItem('yoga', 'mira')], 4n],
      [createRequestsOf(siteId, 'olga'), ['chess'], 5n],
    ]);
  });
  it('is not read for somebody who may not invite', async () => {
    const find = jest.spyOn(store, 'find');
    for (const groupId of ['yoga', 'chess']) await counts.showInvitations(ravi, groupId);
    expect(find).not.toHaveBeenCalled();
  });
  it('stays what was known when the read store is unavailable, or does not respond', async () => {
    const show = jest.spyOn(pending, 'show');
    store.find = never;
    await counts.showInvitations(billing, 'yoga');
    await store.close();
    await counts.showCreateRequests(siteId, 'olga');
    expect(show).not.toHaveBeenCalled();
  });
  it('does not hide other errors', async () => {
    store.find = () => Promise.reject(bug);
    await expect(counts.showInvitations(billing, 'yoga')).rejects.toBe(bug);
  });
});
