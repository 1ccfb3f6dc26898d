import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../../group/group.events';
import type { MemberBanned, MemberLeft, MemberRemoved } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

type Heard = GroupCreated | GroupOwnershipTransferred | MemberLeft | MemberRemoved | MemberBanned;

/**
 * Whoever owns a group is a member of it: from its creation on, and also when they went in the moment in which it was
 * handed to them.
 */
export const ownerBelongs: Policy<Heard, PolicyRequest> = {
  name: 'owner-belongs',
  on: ['GroupCreated', 'GroupOwnershipTransferred', 'MemberLeft', 'MemberRemoved', 'MemberBanned'],
  then: ({ type, data }) => {
    const memberId =
      type === 'GroupCreated' ? data.ownerId : type === 'GroupOwnershipTransferred' ? data.to : data.memberId;
    return memberId === undefined ? [] : [{ name: 'EnsureOwnerBelongs', request: { groupId: data.groupId, memberId } }];
  },
};
