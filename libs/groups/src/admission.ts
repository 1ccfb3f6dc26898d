import type { Admission } from '@app/decider';
import { accountEnded } from './ended-accounts';
import type { HouseRules } from './house-rules';
import type { SiteMember } from './site-member/site-member.state';
import { personStream } from './streams';

/**
 * Who changes anything at all. A person whose account has ended does not, and is told nothing but that. Where the house
 * refuses people whom the directory does not know, neither do they; what is hidden from them stays missing.
 */
export const admission = ({ unknownSiteMembers }: HouseRules): Admission<'SITE_MEMBER_UNKNOWN'> => ({
  stream: ({ siteId, memberId }) => (memberId === undefined ? null : personStream(siteId, memberId)),
  refusal: (state, { kind }) => {
    const person = state as SiteMember;
    if (person.ended) throw accountEnded();
    const isUnknown = kind === 'MEMBER' && unknownSiteMembers === 'REFUSE' && !person.registered;
    return isUnknown ? 'SITE_MEMBER_UNKNOWN' : null;
  },
  yields: (refusal) => refusal === 'GROUP_NOT_FOUND',
});
