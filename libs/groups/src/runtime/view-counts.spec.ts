import { InMemoryEventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore, ReadModelBehind } from '@app/read-store';
import { ViewCounts } from './view-counts';
import { Views } from '../views/views';

const progress = new ViewProgress();
const countsIn = (views: InMemoryReadStore) =>
  new ViewCounts(new Views(views, progress), progress, new InMemoryEventStore()).ofGroup('studio', 'yoga');

it('a view that cannot be read shows no counts, and fails no write that has succeeded', async () => {
  const views = new InMemoryReadStore();
  await views.close();
  expect(await countsIn(views)).toEqual({});
});

it('a view that fails otherwise is not excused', async () => {
  const views = new InMemoryReadStore();
  const bug = new TypeError('something else');
  views.get = () => Promise.reject(bug);
  await expect(countsIn(views)).rejects.toBe(bug);
});

describe('open invitations', () => {
  const openIn = (views: InMemoryReadStore, events = new InMemoryEventStore()) =>
    new ViewCounts(new Views(views, progress), progress, events).openInvitations('studio', 'yoga');

  it('count as none in a view that cannot be read: people can still be added', async () => {
    const views = new InMemoryReadStore();
    await views.close();
    expect(await openIn(views)).toBe(0);
  });
  it('are counted in a view that is late as it stands', async () => {
    const views = new InMemoryReadStore();
    const events = new InMemoryEventStore();
    events.lastPosition = () => Promise.resolve(7n);
    const late = jest.spyOn(progress, 'waitForPosition').mockRejectedValue(new ReadModelBehind('late'));
    views.count = () => Promise.resolve(3);
    expect(await openIn(views, events)).toBe(3);
    expect(late).toHaveBeenCalledWith(['memberships'], 7n);
    late.mockRestore();
  });
  it('are not guessed when the view fails otherwise', async () => {
    const views = new InMemoryReadStore();
    const bug = new TypeError('something else');
    views.count = () => Promise.reject(bug);
    await expect(openIn(views)).rejects.toBe(bug);
  });
});
