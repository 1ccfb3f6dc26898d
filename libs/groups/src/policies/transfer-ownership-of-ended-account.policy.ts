import type { Policy } from '@app/kernel';
import type { GroupCreated, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';

type Trigger = GroupCreated | GroupOwnershipTransferred;

/** On `GroupCreated` and `GroupOwnershipTransferred`: transfers the ownership again if the new owner's account ended concurrently. */
export const transferOwnershipOfEndedAccount: Policy<Trigger, PolicyRequest, PolicyLookup, PolicyLookupResult> = {
  name: 'transfer-ownership-of-ended-account',
  on: ['GroupCreated', 'GroupOwnershipTransferred'],
  lookup: ({ type, data }) => {
    const ownerId = type === 'GroupCreated' ? data.ownerId : data.to;
    return ownerId === undefined ? null : { heirsOfEndedAccount: { groupId: data.groupId, memberId: ownerId } };
  },
  requests: (_, results) =>
    results.flatMap(({ groupId, memberId, heirs }) =>
      heirs ? [{ name: 'TransferOwnershipToHeir', request: { groupId, memberId, heirs } }] : [],
    ),
};
