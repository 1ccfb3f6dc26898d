import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './policy-requests';

/**
 * Whatever somebody has in groups ends with their account. A group that they own goes to others first; that it did ends
 * their membership.
 */
export const endParticipationsWhenAccountEnds: Policy<SiteMemberAccountEnded, PolicyRequest, PolicyQuery, PolicyFound> =
  {
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
