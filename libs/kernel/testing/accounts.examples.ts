import type { Event, EventMetadata } from '../src/event';

/** Bank accounts: the example domain of the specs that need events. Each account belongs to a branch of the bank. */
type OfAccount = { readonly accountId: string };
export type AccountOpened = Event<
  'AccountOpened',
  OfAccount & { readonly branch: string; readonly firstDeposit: number }
>;
export type DepositMade = Event<'DepositMade', OfAccount & { readonly amount: number }>;
export type WithdrawalMade = Event<'WithdrawalMade', OfAccount & { readonly amount: number }>;
export type AccountClosed = Event<'AccountClosed', OfAccount>;
/** What one account's stream holds. */
export type AccountEvent = AccountOpened | DepositMade | WithdrawalMade | AccountClosed;

type OfBranch = { readonly branch: string };
/** Changes every account of the branch. */
export type BranchRenamed = Event<'BranchRenamed', OfBranch & { readonly name: string }>;
/** Ends every account of the branch. */
export type BranchClosed = Event<'BranchClosed', OfBranch>;

/** The stream of an account. */
export const accountStream = (accountId: string): string => `account-${accountId}`;

export const accountOpened = (accountId: string, firstDeposit = 0, branch = 'north'): AccountOpened => ({
  type: 'AccountOpened',
  data: { accountId, branch, firstDeposit },
});
export const depositMade = (accountId: string, amount: number): DepositMade => ({
  type: 'DepositMade',
  data: { accountId, amount },
});
export const withdrawalMade = (accountId: string, amount: number): WithdrawalMade => ({
  type: 'WithdrawalMade',
  data: { accountId, amount },
});
export const accountClosed = (accountId: string): AccountClosed => ({ type: 'AccountClosed', data: { accountId } });
export const branchRenamed = (branch: string, name: string): BranchRenamed => ({
  type: 'BranchRenamed',
  data: { branch, name },
});
export const branchClosed = (branch: string): BranchClosed => ({ type: 'BranchClosed', data: { branch } });

/** These events as one append takes them: with new ids, and the metadata of one command of a member of the site `studio`. */
export function withMetadata(events: readonly Event[], overrides: Partial<EventMetadata> = {}) {
  const commandId = crypto.randomUUID();
  return events.map((event, n) => ({
    ...event,
    id: crypto.randomUUID(),
    metadata: {
      actor: { type: 'MEMBER', id: 'ravi' } as const,
      siteId: 'studio',
      at: '2024-05-01T10:00:00.000Z',
      commandId,
      correlationId: commandId,
      depth: 0,
      part: n + 1,
      of: events.length,
      ...overrides,
    },
  }));
}
