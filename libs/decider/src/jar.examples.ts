import { accept, type Caller, type Event, type Recorded } from '@app/kernel';
import { streamOf } from './stream-of';
import { freshTrail } from './trail';

/** A jar of coins: the stream that the specs of this library are about. */
export type CoinAdded = Event<'CoinAdded', { readonly worth: number }>;
export type CoinTaken = Event<'CoinTaken', { readonly worth: number }>;
export type JarEvent = CoinAdded | CoinTaken;

export const jarFold = {
  initial: () => ({ coins: [] as readonly number[] }),
  evolve: ({ coins }: { readonly coins: readonly number[] }, { type, data }: Recorded<JarEvent>) =>
    type === 'CoinAdded' ? { coins: [...coins, data.worth] } : { coins: coins.filter((coin) => coin !== data.worth) },
  types: ['CoinAdded', 'CoinTaken'] as const,
};
export const jar = (name: string | null) => streamOf(name && `jar-${name}`, jarFold);

export const ravi: Caller = { kind: 'MEMBER', siteId: 'studio', id: 'ravi', memberId: 'ravi' };
/** Somebody asks, for the first time. */
export const asked = (caller: Caller = ravi) => ({ caller, trail: freshTrail() });

export const coinAdded = (worth: number): CoinAdded => ({ type: 'CoinAdded', data: { worth } });
/** The decision to put these in, whatever is in there. */
export const adding =
  (...coins: readonly number[]) =>
  () =>
    accept<JarEvent>(...coins.map(coinAdded));
