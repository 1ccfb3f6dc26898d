import { accept, type Caller, defineStream, type Recorded } from '@app/kernel';
import {
  accountStream,
  type DepositMade,
  depositMade,
  type WithdrawalMade,
  withdrawalMade,
} from '../../kernel/testing/accounts.examples';
import { newCommandMetadata } from './command-metadata';

/** What the account streams of these specs hold. */
export type AmountEvent = DepositMade | WithdrawalMade;

/** Folds an account into the amounts that were deposited and not withdrawn since. */
export const accountFold = {
  initial: () => ({ amounts: [] as readonly number[] }),
  evolve: ({ amounts }: { readonly amounts: readonly number[] }, { type, data }: Recorded<AmountEvent>) =>
    type === 'DepositMade'
      ? { amounts: [...amounts, data.amount] }
      : { amounts: amounts.filter((amount) => amount !== data.amount) },
  types: ['DepositMade', 'WithdrawalMade'] as const,
  version: 1,
};
export const account = (accountId: string | null) => defineStream(accountId && accountStream(accountId), accountFold);

export const ravi: Caller = { kind: 'MEMBER', siteId: 'studio', id: 'ravi', memberId: 'ravi' };
/** The context of a first try of a command. */
export const context = (caller: Caller = ravi) => ({ caller, metadata: newCommandMetadata() });

/** A deposit into the account `savings`, or into this one. */
export const deposit = (amount: number, accountId = 'savings'): DepositMade => depositMade(accountId, amount);
/** A withdrawal from the account `savings`, or from this one. */
export const withdrawal = (amount: number, accountId = 'savings'): WithdrawalMade => withdrawalMade(accountId, amount);
/** A decision that deposits these amounts, whatever the account holds. */
export const depositing =
  (...amounts: readonly number[]) =>
  () =>
    accept<AmountEvent>(...amounts.map((amount) => deposit(amount)));
