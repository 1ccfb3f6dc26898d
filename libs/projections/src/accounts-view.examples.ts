import { randomUUID } from 'node:crypto';
import type { EventStore } from '@app/event-store';
import { type Event, into, type Projection, sweep } from '@app/kernel';
import type { CollectionSpec } from '@app/read-store';
import type { Logger } from './logger';
import type { AnyProjection } from './batch-segments';
import type { View } from './view';

/** Jars of coins on shelves: the view that the specs of this library are about. */
type OfJar = { readonly jar: string };
export type CoinAdded = Event<'CoinAdded', OfJar & { readonly shelf: string; readonly worth: number }>;
export type JarEmptied = Event<'JarEmptied', OfJar>;
export type JarBroken = Event<'JarBroken', OfJar>;
/** Touches every jar on the shelf. */
export type ShelfPainted = Event<'ShelfPainted', { readonly shelf: string; readonly colour: string }>;
/** Takes every jar on it down. */
export type ShelfFell = Event<'ShelfFell', { readonly shelf: string }>;
export type JarsEvent = CoinAdded | JarEmptied | JarBroken | ShelfPainted | ShelfFell;
export type JarDocument = { readonly shelf: string; readonly coins: readonly number[]; readonly colour?: string };

export const coinAdded = (jar: string, worth: number, shelf = 'top'): CoinAdded => ({
  type: 'CoinAdded',
  data: { jar, shelf, worth },
});
export const jarEmptied = (jar: string): JarEmptied => ({ type: 'JarEmptied', data: { jar } });
export const jarBroken = (jar: string): JarBroken => ({ type: 'JarBroken', data: { jar } });
export const shelfPainted = (shelf: string, colour: string): ShelfPainted => ({
  type: 'ShelfPainted',
  data: { shelf, colour },
});
export const shelfFell = (shelf: string): ShelfFell => ({ type: 'ShelfFell', data: { shelf } });

const jar = into<JarDocument, CoinAdded | JarEmptied | JarBroken>(({ jar }) => jar);
export const jars: Projection<JarsEvent, JarDocument> = {
  name: 'jars',
  version: 1,
  on: {
    CoinAdded: jar((now, { data: { shelf, worth } }) => {
      if (worth < 0) throw new RangeError('no coin is worth less than nothing');
      return { ...now, shelf, coins: [...(now?.coins ?? []), worth] };
    }),
    JarEmptied: jar((now) => now && { ...now, coins: [] }),
    JarBroken: jar(() => null),
    ShelfPainted: sweep<ShelfPainted, JarDocument>(
      ({ data: { shelf } }) => ({ field: 'shelf', equals: shelf }),
      ({ data: { colour } }) => ({ colour }),
    ),
    ShelfFell: sweep<ShelfFell, JarDocument>(
      ({ data: { shelf } }) => ({ field: 'shelf', equals: shelf }),
      () => null,
    ),
  },
};
export const collection: CollectionSpec = { name: 'jars', version: 1, indexes: [['shelf']] };
export const view: View = { projection: jars as unknown as AnyProjection, collection };

/** Appends these events to a stream, in one append, behind whatever is there. */
export async function append(store: EventStore, stream: string, ...events: readonly Event[]): Promise<void> {
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  const common = { actor: { type: 'MEMBER', id: 'ravi' }, siteId: 'studio', at: '2024-05-01T10:00:00.000Z' } as const;
  const commandId = randomUUID();
  const news = events.map((event, n) => ({
    ...event,
    id: randomUUID(),
    metadata: { ...common, commandId, correlationId: commandId, depth: 0, part: n + 1, of: events.length },
  }));
  await store.append(stream, news, last?.revision ?? -1);
}

/** A logger that keeps what it is told. */
export function listening() {
  const told: { level: keyof Logger; message: string; details: Record<string, unknown> }[] = [];
  const keep = (level: keyof Logger) => (details: object, message: string) =>
    void told.push({ level, message, details: details as Record<string, unknown> });
  return { told, info: keep('info'), warn: keep('warn'), error: keep('error') };
}
