import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../../group/group.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from '../requests';

type Heard = GroupCreated | GroupOwnershipTransferred;

/** The other side of an ended account: a group that came to somebody in the moment in which their account ended goes on to others. */
export const passOnOwnershipOfEndedAccounts: Policy<Heard, PolicyRequest, PolicyQuery, PolicyFound> = {
  name: 'pass-on-ownership-of-ended-accounts',
  on: ['GroupCreated', 'GroupOwnershipTransferred'],
  asks: ({ type, data }) => {
    const ownerId = type === 'GroupCreated' ? data.ownerId : data.to;
    return ownerId === undefined ? null : { heirsOfEnded: { groupId: data.groupId, memberId: ownerId } };
  },
  then: (_, found) =>
    found.flatMap(({ groupId, memberId, heirs }) =>
      heirs ? [{ name: 'PassOwnershipOn', request: { groupId, memberId, heirs } }] : [],
    ),
};
