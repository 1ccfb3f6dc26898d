import { InMemoryEventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore, ReadModelBehind } from '@app/read-store';
import { Views } from '../views/views';
import { ViewCounts } from './view-counts';

const progress = new ViewProgress();
const countsIn = (views: InMemoryReadStore) =>
  new ViewCounts(new Views(views, progress), progress, new InMemoryEventStore()).ofGroup('studio', 'yoga');

it('there are no counts when the read store is unavailable', async () => {
  const views = new InMemoryReadStore();
  await views.close();
  expect(await countsIn(views)).toEqual({});
});

it('other errors of the view are thrown', async () => {
  const views = new InMemoryReadStore();
  const bug = new TypeError('something else');
  views.get = () => Promise.reject(bug);
  await expect(countsIn(views)).rejects.toBe(bug);
});

describe('open invitations', () => {
  const openIn = (views: InMemoryReadStore, events = new InMemoryEventStore()) =>
    new ViewCounts(new Views(views, progress), progress, events).openInvitations('studio', 'yoga');

  it('are 0 when the read store is unavailable', async () => {
    const views = new InMemoryReadStore();
    await views.close();
    expect(await openIn(views)).toBe(0);
  });
  it('are those that a lagging view shows', async () => {
    const views = new InMemoryReadStore();
    const events = new InMemoryEventStore();
    events.lastPosition = () => Promise.resolve(7n);
    const waitForPosition = jest.spyOn(progress, 'waitForPosition').mockRejectedValue(new ReadModelBehind('behind'));
    views.count = () => Promise.resolve(3);
    expect(await openIn(views, events)).toBe(3);
    expect(waitForPosition).toHaveBeenCalledWith(['memberships'], 7n);
    waitForPosition.mockRestore();
  });
  it('throw other errors of the view', async () => {
    const views = new InMemoryReadStore();
    const bug = new TypeError('something else');
    views.count = () => Promise.reject(bug);
    await expect(openIn(views)).rejects.toBe(bug);
  });
});
