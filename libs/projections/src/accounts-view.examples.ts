import type { EventStore } from '@app/event-store';
import { type Event, foldInto, type Projection, sweep } from '@app/kernel';
import type { CollectionSpec } from '@app/read-store';
import type { AccountEvent, BranchClosed, BranchRenamed } from '../../kernel/testing/accounts.examples';
import { accountStream, withMetadata } from '../../kernel/testing/accounts.examples';
import type { AnyProjection } from './batch-segments';
import type { View } from './view';

/** An account as the view of these specs shows it: `amounts` are deposits and, negative, withdrawals, in order. */
type AccountDocument = { readonly branch: string; readonly amounts: readonly number[]; readonly branchName?: string };

const account = foldInto<AccountDocument, AccountEvent>(({ accountId }) => accountId);
const projection: Projection<AccountEvent | BranchRenamed | BranchClosed, AccountDocument> = {
  name: 'accounts',
  version: 1,
  documentsOf: (stream) => (stream.startsWith(accountStream('')) ? [stream.slice(accountStream('').length)] : null),
  on: {
    // Adds to an account that is open already, so that an event folded twice can be seen.
    AccountOpened: account((now, { data: { branch, firstDeposit } }) => {
      if (firstDeposit < 0) throw new RangeError('a deposit is not negative');
      return { ...now, branch, amounts: [...(now?.amounts ?? []), firstDeposit] };
    }),
    DepositMade: account((now, { data: { amount } }) => {
      if (amount < 0) throw new RangeError('a deposit is not negative');
      return now && { ...now, amounts: [...now.amounts, amount] };
    }),
    WithdrawalMade: account((now, { data: { amount } }) => now && { ...now, amounts: [...now.amounts, -amount] }),
    AccountClosed: account(() => null),
    BranchRenamed: sweep<BranchRenamed, AccountDocument>(
      ({ data: { branch } }) => ({ field: 'branch', equals: branch }),
      ({ data: { name } }) => {
        if (name === '') throw new RangeError('a branch has a name');
        return { branchName: name };
      },
    ),
    BranchClosed: sweep<BranchClosed, AccountDocument>(
      ({ data: { branch } }) => ({ field: 'branch', equals: branch }),
      () => null,
    ),
  },
};
export const collection: CollectionSpec = { name: 'accounts', version: 1, indexes: [['branch']] };
/** The view that the specs of this library run. */
export const view: View = { projection: projection as unknown as AnyProjection, collection };
/** The name of the view's checkpoint. */
export const CHECKPOINT = 'accounts.v1';

/** Appends these events to a stream, in one append, whatever the stream holds. */
export async function append(store: EventStore, stream: string, ...events: readonly Event[]): Promise<void> {
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  await store.append(stream, withMetadata(events), last?.revision ?? -1);
}
