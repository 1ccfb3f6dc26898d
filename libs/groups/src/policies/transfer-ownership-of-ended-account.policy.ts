import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './policy-requests';

type Trigger = GroupCreated | GroupOwnershipTransferred;

/** The other side of an ended account: a group that came to somebody in the moment in which their account ended goes on to others. */
export const transferOwnershipOfEndedAccount: Policy<Trigger, PolicyRequest, PolicyQuery, PolicyFound> = {
  name: 'transfer-ownership-of-ended-account',
  on: ['GroupCreated', 'GroupOwnershipTransferred'],
  lookup: ({ type, data }) => {
    const ownerId = type === 'GroupCreated' ? data.ownerId : data.to;
    return ownerId === undefined ? null : { heirsOfEnded: { groupId: data.groupId, memberId: ownerId } };
  },
  requests: (_, found) =>
    found.flatMap(({ groupId, memberId, heirs }) =>
      heirs ? [{ name: 'TransferOwnershipToHeir', request: { groupId, memberId, heirs } }] : [],
    ),
};
