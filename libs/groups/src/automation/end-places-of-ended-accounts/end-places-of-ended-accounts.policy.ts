import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../../site-member/site-member.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from '../requests';

/**
 * Whatever somebody has in groups ends with their account. A group that they own goes to others first; that it did ends
 * their membership.
 */
export const endPlacesOfEndedAccounts: Policy<SiteMemberAccountEnded, PolicyRequest, PolicyQuery, PolicyFound> = {
  name: 'end-places-of-ended-accounts',
  on: ['SiteMemberAccountEnded'],
  asks: ({ data: { memberId } }) => ({ placesOf: { memberId } }),
  then: (_, places) =>
    places.map(({ groupId, memberId, heirs }) =>
      heirs
        ? { name: 'PassOwnershipOn', request: { groupId, memberId, heirs } }
        : { name: 'EndPlace', request: { groupId, memberId } },
    ),
};
