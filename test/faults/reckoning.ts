import type { EventStore } from '@app/event-store';
import { Projector, ViewProgress } from '@app/projections';
import { everything, InMemoryReadStore, type ReadStore } from '@app/read-store';
import type { LoggedEvent } from '../../libs/event-store/testing/server/log';
import { views } from '../../libs/groups/src/views/views';
import { type Caller, ROOT } from './caller';
import type { Crowd } from './crowd';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = views.map(({ projection }) => projection.name);
const REPLAY_WITHIN_MS = 10_000;

/** Views made anew from the events alone. */
export async function replayed(events: EventStore): Promise<ReadStore> {
  const [store, progress, ending] = [new InMemoryReadStore(), new ViewProgress(), new AbortController()];
  const working = views.map((view) => new Projector(view, events, store, progress, silent).run(ending.signal));
  await progress.reached(names, await events.lastPosition(), REPLAY_WITHIN_MS).finally(() => ending.abort());
  await Promise.all(working);
  return store;
}

/** Every document of a site, each with the position of the event that it heard last. */
export async function documentsOf(store: ReadStore, siteId: string): Promise<Record<string, unknown>> {
  const all = views.map(async ({ collection }) => {
    const { documents } = await store.find(collection, { siteId, filter: everything, limit: 100_000 });
    return [collection.name, Object.fromEntries(documents.map(({ id, ...rest }) => [id, rest]))] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** Where the log does not bear out what people were told: lost, doubled, or written although they were told it was not. */
export function contradictions(log: readonly LoggedEvent[], { told, markOf }: Crowd): string[] {
  const written = new Map<string, number>();
  for (const event of log) {
    const mark = markOf(event);
    if (mark !== null) written.set(mark, (written.get(mark) ?? 0) + 1);
  }
  const wrong = [...told.writes].flatMap(([mark, belief]) => {
    const times = written.get(mark) ?? 0;
    const holds = belief === 'UNKNOWN' ? times <= 1 : times === (belief === 'DONE' ? 1 : 0);
    return holds ? [] : [`${mark}: ${belief}, and is in the log ${times} times`];
  });
  const strange = [...written.keys()].filter((mark) => !told.writes.has(mark));
  return [...wrong, ...strange.map((mark) => `${mark}: nobody was told`)];
}

/** What the lists of the API show, as marks: each as often as it is shown. */
export async function shown(caller: Caller, { hub, club, seen }: Crowd): Promise<string[]> {
  const [members, requests, groups] = await Promise.all([
    listed(caller, `/v2/groups/${hub}/members`, 'members', seen),
    listed(caller, `/v2/groups/${club}/join-requests`, 'joinGroupRequests', seen),
    listed(caller, '/v2/groups', 'groups', seen),
  ]);
  return [
    ...members.filter(({ memberId }) => memberId !== 'olga').map(({ memberId }) => `${memberId} joined`),
    ...requests.map(({ siteMemberId }) => `${siteMemberId} asked`),
    ...requests.filter(({ status }) => status === 'APPROVED').map(({ siteMemberId }) => `${siteMemberId} was let in`),
    ...groups.filter(({ teaser }) => teaser).map(({ teaser }) => `${teaser} was founded`),
  ].sort();
}

/** What should be shown, by the log. */
export const toBeShown = (log: readonly LoggedEvent[], { markOf }: Crowd): string[] =>
  log
    .flatMap((event) => markOf(event) ?? [])
    .filter((mark) => !mark.endsWith('said'))
    .sort();

async function listed(caller: Caller, path: string, list: string, seen: string | null) {
  const { body } = await caller.does(ROOT, 'GET', `${path}?limit=1000`, undefined, seen);
  expect(body.metadata.total).toBe(body[list].length);
  return body[list] as Record<string, string>[];
}
