import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MemberBanned, MemberLeft, MemberRemoved } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

type Trigger = GroupCreated | GroupOwnershipTransferred | MemberLeft | MemberRemoved | MemberBanned;

/**
 * On `GroupCreated` and `GroupOwnershipTransferred`: makes the owner a member. On the end of a membership: makes them a member
 * again if they became the owner concurrently.
 */
export const ensureOwnerBelongs: Policy<Trigger, PolicyRequest> = {
  name: 'ensure-owner-belongs',
  on: ['GroupCreated', 'GroupOwnershipTransferred', 'MemberLeft', 'MemberRemoved', 'MemberBanned'],
  requests: ({ type, data }) => {
    const memberId =
      type === 'GroupCreated' ? data.ownerId : type === 'GroupOwnershipTransferred' ? data.to : data.memberId;
    return memberId === undefined ? [] : [{ name: 'EnsureOwnerBelongs', request: { groupId: data.groupId, memberId } }];
  },
};
