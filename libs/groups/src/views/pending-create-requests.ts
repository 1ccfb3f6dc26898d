import type { Filter } from '@app/read-store';
import type { MemberId } from '../domain/ids';

/** Selects the pending requests of this person to create groups. */
export const pendingCreateRequestsOf = (memberId: MemberId): Filter => ({
  all: [
    { field: 'requestedById', is: 'eq', value: memberId },
    { field: 'status', is: 'eq', value: 'PENDING' },
  ],
});
