import type { Admission } from '@app/decider';
import { accountEndedError } from './ended-accounts';
import type { DecisionSettings } from '../domain/decision-settings';
import type { SiteMember } from '../domain/site-member/site-member.state';
import { personStream } from '../domain/site-member/site-member.state';

/**
 * Who changes anything at all. A person whose account has ended does not, and is told nothing but that. Where the house
 * refuses people whom the directory does not know, neither do they; what is hidden from them stays missing.
 */
export const admission = ({ unknownSiteMembers }: DecisionSettings): Admission<'SITE_MEMBER_UNKNOWN'> => ({
  stream: ({ siteId, memberId }) => (memberId === undefined ? null : personStream(siteId, memberId)),
  refusal: (state, { kind }) => {
    const person = state as SiteMember;
    if (person.ended) throw accountEndedError();
    const isUnknown = kind === 'MEMBER' && unknownSiteMembers === 'REFUSE' && !person.registered;
    return isUnknown ? 'SITE_MEMBER_UNKNOWN' : null;
  },
  conceals: (refusal) => refusal === 'GROUP_NOT_FOUND',
});
