import type { Admission } from '@app/decider';
import type { HouseRules } from './house-rules';
import type { SiteMember } from './site-member/site-member.state';
import { personStream } from './streams';

/** Where the house refuses people whom the directory does not know, they change nothing. What is hidden from them stays missing. */
export const unknownPeople = ({ unknownSiteMembers }: HouseRules): Admission<'SITE_MEMBER_UNKNOWN'> | null =>
  unknownSiteMembers !== 'REFUSE'
    ? null
    : {
        stream: ({ kind, siteId, memberId }) => (kind === 'MEMBER' ? personStream(siteId, memberId) : null),
        refusal: (person) => ((person as SiteMember).registered ? null : 'SITE_MEMBER_UNKNOWN'),
        yields: (refusal) => refusal === 'GROUP_NOT_FOUND',
      };
