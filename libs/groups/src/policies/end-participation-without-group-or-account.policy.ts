import type { Policy } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MemberInvited, MemberJoined } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

type Trigger = MemberJoined | MemberInvited | GroupOwnershipTransferred;

/**
 * On `MemberJoined` and `MemberInvited`: ends the participation if the group was deleted or the account ended concurrently.
 * On `GroupOwnershipTransferred`: ends that of the former owner if their account ended; before, the owner had to stay.
 */
export const endParticipationWithoutGroupOrAccount: Policy<Trigger, PolicyRequest> = {
  name: 'end-participation-without-group-or-account',
  on: ['MemberJoined', 'MemberInvited', 'GroupOwnershipTransferred'],
  requests: ({ type, data }) => {
    const memberId = type === 'GroupOwnershipTransferred' ? data.from : data.memberId;
    return memberId === undefined ? [] : [{ name: 'EndParticipation', request: { groupId: data.groupId, memberId } }];
  },
};
