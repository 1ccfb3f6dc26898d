import type { Filter } from '@app/read-store';
import type { GroupId, MemberId } from '../domain/ids';

/** Selects the memberships with an open invitation. */
export const hasOpenInvitation: Filter = { field: 'invitation.createdDate', is: 'exists', value: true };

/** Selects the memberships with an open invitation to this group. */
export const openInvitationsTo = (groupId: GroupId): Filter => ({
  all: [{ field: 'groupId', is: 'eq', value: groupId }, hasOpenInvitation],
});

/** Selects the memberships with an open invitation to this group that this person made: of at most a thousand open ones. */
export const openInvitationsBy = (groupId: GroupId, invitedById: MemberId): Filter => ({
  all: [openInvitationsTo(groupId), { field: 'invitation.invitedById', is: 'eq', value: invitedById }],
});

/** Selects the memberships with an open invitation of this person. */
export const openInvitationsOf = (memberId: MemberId): Filter => ({
  all: [{ field: 'memberId', is: 'eq', value: memberId }, hasOpenInvitation],
});
