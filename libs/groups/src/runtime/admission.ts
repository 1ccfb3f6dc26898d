import type { Admission } from '@app/decider';
import type { DecisionSettings } from '../domain/decision-settings';
import { personStream, type SiteMember } from '../domain/site-member/site-member.state';
import { accountEndedError } from './ended-accounts';

/**
 * Who may send commands at all. Not a person whose account has ended: `Unauthenticated` is thrown before any other
 * refusal. With the setting `REFUSE` also no person who is missing in the directory: `SITE_MEMBER_UNKNOWN`, except that
 * a hidden group is still reported as missing.
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
