import type { Filter } from '@app/read-store';
import type { GroupId, MemberId } from '../domain/ids';

const isOpen: Filter = { field: 'invitation.createdDate', is: 'exists', value: true };

/** The memberships that are open invitations to this group. */
export const openInvitationsTo = (groupId: GroupId): Filter => ({
  all: [{ field: 'groupId', is: 'eq', value: groupId }, isOpen],
});

/** The memberships that are open invitations of this person. */
export const openInvitationsOf = (memberId: MemberId): Filter => ({
  all: [{ field: 'memberId', is: 'eq', value: memberId }, isOpen],
});
