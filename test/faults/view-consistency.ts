import type { EventStore } from '@app/event-store';
import { Projector, ViewProgress } from '@app/projections';
import { everything, InMemoryReadStore, type ReadStore } from '@app/read-store';
import { views } from '../../libs/groups/src/views/collections';
import { eventually, SAFETY_LIMIT_MS } from '../support/waiting';

/** Checks stored views against views that are built anew from the same events. */

const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = views.map(({ projection }) => projection.name);

/** Views built anew from the events alone. */
export async function replayViews(events: EventStore): Promise<ReadStore> {
  const [store, progress, ending] = [new InMemoryReadStore(), new ViewProgress(), new AbortController()];
  const working = views.map((view) => new Projector(view, events, store, progress, noLog).run(ending.signal));
  await progress.waitForPosition(names, await events.lastPosition(), SAFETY_LIMIT_MS).finally(() => ending.abort());
  await Promise.all(working);
  return store;
}

/** Every document of a site, each with the position of the last event that it includes. */
export async function documentsOf(store: ReadStore, siteId: string): Promise<Record<string, unknown>> {
  const all = views.map(async ({ collection }) => {
    const { documents } = await store.find(collection, { siteId, filter: everything, limit: 100_000 });
    return [collection.name, Object.fromEntries(documents.map(({ id, ...rest }) => [id, rest]))] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** Expects that the views of these sites, once they have caught up, are what a replay of the events gives. */
export const expectViewsToMatchReplay = (views: ReadStore, events: EventStore, ...sites: string[]): Promise<void> =>
  eventually(async () => {
    const replayed = await replayViews(events);
    for (const site of sites) expect(await documentsOf(views, site)).toEqual(await documentsOf(replayed, site));
  });
