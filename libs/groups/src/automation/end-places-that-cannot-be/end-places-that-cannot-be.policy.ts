import type { Policy } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../../group/group.events';
import type { MemberInvited, MemberJoined } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

type Heard = MemberJoined | MemberInvited | GroupOwnershipTransferred;

/**
 * Whoever joined or was invited in the moment in which the group was deleted, or their account ended, belongs to nothing.
 * Nor does a former owner whose account ended: until somebody else owned the group, they had to.
 */
export const endPlacesThatCannotBe: Policy<Heard, PolicyRequest> = {
  name: 'end-places-that-cannot-be',
  on: ['MemberJoined', 'MemberInvited', 'GroupOwnershipTransferred'],
  then: ({ type, data }) => {
    const memberId = type === 'GroupOwnershipTransferred' ? data.from : data.memberId;
    return memberId === undefined ? [] : [{ name: 'EndPlace', request: { groupId: data.groupId, memberId } }];
  },
};
