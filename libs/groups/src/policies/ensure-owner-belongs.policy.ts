import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MemberBanned, MemberLeft, MemberRemoved } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

type Trigger = GroupCreated | GroupOwnershipTransferred | MemberLeft | MemberRemoved | MemberBanned;

/**
 * Whoever owns a group is a member of it: from its creation on, and also when they went in the moment in which it was
 * handed to them.
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
