import type { Policy } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MemberInvited, MemberJoined } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

type Trigger = MemberJoined | MemberInvited | GroupOwnershipTransferred;

/**
 * Whoever joined or was invited in the moment in which the group was deleted, or their account ended, belongs to nothing.
 * Nor does a former owner whose account ended: until somebody else owned the group, they had to.
 */
export const endParticipationWithoutGroupOrAccount: Policy<Trigger, PolicyRequest> = {
  name: 'end-participation-without-group-or-account',
  on: ['MemberJoined', 'MemberInvited', 'GroupOwnershipTransferred'],
  requests: ({ type, data }) => {
    const memberId = type === 'GroupOwnershipTransferred' ? data.from : data.memberId;
    return memberId === undefined ? [] : [{ name: 'EndParticipation', request: { groupId: data.groupId, memberId } }];
  },
};
