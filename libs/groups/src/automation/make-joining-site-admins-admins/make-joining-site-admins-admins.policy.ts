import type { Policy } from '@app/kernel';
import type { MemberJoined } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

/** A site admin who joins a group is one of its admins. */
export const makeJoiningSiteAdminsAdmins: Policy<MemberJoined, PolicyRequest> = {
  name: 'make-joining-site-admins-admins',
  on: ['MemberJoined'],
  then: ({ data: { groupId, memberId, becoming } }) =>
    becoming === 'ADMIN' ? [{ name: 'GiveAdminRole', request: { groupId, memberId } }] : [],
};
