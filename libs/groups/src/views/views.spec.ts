import type { ViewProgress } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { collections } from './collections';
import { Views } from './views';

const everything = { filter: { all: [] }, sort: [{ field: 'name', order: 'ASC' }] } as const;

describe('a page by offset', () => {
  const counting = async (total: number) => {
    const store = new InMemoryReadStore();
    const count = jest.spyOn(store, 'count').mockResolvedValue(total);
    const { metadata } = await new Views(store, {} as ViewProgress).page('groups', 's1', { ...everything, limit: 10, offset: 7 }); // prettier-ignore
    expect(count).toHaveBeenCalledWith(collections.groups, expect.objectContaining({ siteId: 's1', upTo: 100_000 }));
    return metadata;
  };

  it.each([
    [0, 0, false],
    [99_999, 99_999, false],
    [100_000, 100_000, false],
    [100_001, 100_000, true],
  ])('with %i matches gives the total %i, too many to count: %p', async (found, total, tooManyToCount) =>
    expect(await counting(found)).toEqual({ count: 0, offset: 7, total, tooManyToCount }),
  );
});

describe('a page by cursor', () => {
  it('does not count, and has a next cursor only when there is more', async () => {
    const store = new InMemoryReadStore();
    const count = jest.spyOn(store, 'count');
    const loaded = null;
    await store.write(
      collections.groups,
      ['a', 'b', 'c'].map((id) => ({ id, document: { siteId: 's1', name: `Group ${id}` }, position: 1n, loaded })),
    );
    const cursorAfter = jest.fn((key) => Promise.resolve(JSON.stringify(key)));
    const page = (limit: number, after?: string[]) =>
      new Views(store, {} as ViewProgress).page('groups', 's1', { ...everything, limit, offset: 0, cursorPaging: { cursorAfter, ...(after && { after }) } }); // prettier-ignore
    expect((await page(2)).metadata).toEqual({ count: 2, cursors: { next: '["Group b","b"]' } });
    expect((await page(1, ['Group b', 'b'])).metadata).toEqual({ count: 1, cursors: {} });
    expect((await page(3)).metadata).toEqual({ count: 3, cursors: {} });
    expect(cursorAfter).toHaveBeenCalledTimes(1);
    expect(count).not.toHaveBeenCalled();
  });
});
