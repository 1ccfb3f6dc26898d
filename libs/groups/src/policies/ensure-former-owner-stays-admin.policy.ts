import type { Policy } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/**
 * On `GroupOwnershipTransferred`: makes the former owner a member and an admin, as they were while they owned the group, if
 * that had not been written yet. Not if the ownership passed on because their account ended.
 */
export const ensureFormerOwnerStaysAdmin: Policy<GroupOwnershipTransferred, PolicyRequest> = {
  name: 'ensure-former-owner-stays-admin',
  on: ['GroupOwnershipTransferred'],
  requests: ({ data: { groupId, from, because } }) =>
    from === undefined || because !== undefined
      ? []
      : [
          { name: 'EnsureOwnerBelongs', request: { groupId, memberId: from, formerOwner: true } },
          { name: 'AssignPromisedAdminRole', request: { groupId, memberId: from } },
        ],
};
