import { randomUUID } from 'node:crypto';
import {
  jsonEvent,
  type JSONEventType,
  type MetadataType,
  type Position,
  type RecordedEvent,
} from '@eventstore/db-client';
import { upTo } from './steps';

/** An event of a case: its data is `{ n }`, by which the case recognises it. */
export type Counted = RecordedEvent<JSONEventType<string, { n: number | string }>> & { readonly position: Position };

export const newId = () => randomUUID();

type Details = { readonly type?: string; readonly id?: string; readonly metadata?: MetadataType };

export const counted = (n: number | string, { type = 'Counted', ...rest }: Details = {}) =>
  jsonEvent({ type, data: { n }, ...rest });

export const countedTo = (count: number) => upTo(count).map((n) => counted(n));

export async function collect(reading: AsyncIterable<{ event?: RecordedEvent }>): Promise<Counted[]> {
  const events: Counted[] = [];
  for await (const { event } of reading) events.push(event as Counted);
  return events;
}

export const numbers = (events: readonly Counted[]) => events.map(({ data }) => data.n);
/** For cases whose numbers are all numbers. */
export const byNumber = (one: number | string, other: number | string) => Number(one) - Number(other);
export const revisions = (events: readonly Counted[]) => events.map(({ revision }) => revision);
export const positions = (placed: readonly { readonly position?: Position }[]) =>
  placed.map(({ position }) => position!);

/** 'a to b, each once' in place of a long list; the list itself when it has gaps, repeats or another order. */
export function unbroken<T extends bigint | number | string>(list: readonly T[]): string | readonly T[] {
  const [first] = list;
  const at = (n: number) => (typeof first === 'bigint' ? first + BigInt(n) : (first as number) + n);
  const whole = list.length > 0 && list.every((value, n) => value === at(n));
  return whole ? `${first} to ${list.at(-1)}, each once` : list;
}

/** 'increasing' when every position is greater than the one before it; the positions otherwise. */
export const trend = (list: readonly Position[]): string | readonly Position[] =>
  list.every(({ commit }, n) => n === 0 || commit > list[n - 1]!.commit) ? 'increasing' : list;
