import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';

/**
 * On `SiteMemberAccountEnded`: ends the person's participations. If they own the group, transfers the ownership instead; the
 * policy on `GroupOwnershipTransferred` then ends their membership.
 */
export const endParticipationsWhenAccountEnds: Policy<
  SiteMemberAccountEnded,
  PolicyRequest,
  PolicyLookup,
  PolicyLookupResult
> = {
  name: 'end-participations-when-account-ends',
  on: ['SiteMemberAccountEnded'],
  lookup: ({ data: { memberId } }) => ({ participationsOf: { memberId } }),
  requests: (_, participations) =>
    participations.map(({ groupId, memberId, heirs }) =>
      heirs
        ? { name: 'TransferOwnershipToHeir', request: { groupId, memberId, heirs } }
        : { name: 'EndParticipation', request: { groupId, memberId } },
    ),
};
