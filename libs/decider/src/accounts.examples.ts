import { accept, type Caller, type Event, type Recorded } from '@app/kernel';
import { defineStream } from '@app/kernel';
import { newCommandMetadata } from './command-metadata';

/** A bank account with the amounts that lie in it: the stream that the specs of this library are about. */
export type DepositMade = Event<'DepositMade', { readonly amount: number }>;
export type WithdrawalMade = Event<'WithdrawalMade', { readonly amount: number }>;
export type AccountEvent = DepositMade | WithdrawalMade;

export const accountFold = {
  initial: () => ({ amounts: [] as readonly number[] }),
  evolve: ({ amounts }: { readonly amounts: readonly number[] }, { type, data }: Recorded<AccountEvent>) =>
    type === 'DepositMade'
      ? { amounts: [...amounts, data.amount] }
      : { amounts: amounts.filter((amount) => amount !== data.amount) },
  types: ['DepositMade', 'WithdrawalMade'] as const,
};
export const account = (name: string | null) => defineStream(name && `account-${name}`, accountFold);

export const ravi: Caller = { kind: 'MEMBER', siteId: 'studio', id: 'ravi', memberId: 'ravi' };
/** The context of a first try of a command. */
export const context = (caller: Caller = ravi) => ({ caller, metadata: newCommandMetadata() });

export const depositMade = (amount: number): DepositMade => ({ type: 'DepositMade', data: { amount } });
/** The decision to deposit these amounts, whatever the account holds. */
export const depositing =
  (...amounts: readonly number[]) =>
  () =>
    accept<AccountEvent>(...amounts.map(depositMade));
