import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { MemberId } from '../../domain/ids';
import type { SiteMemberAccountEnded } from '../../domain/site-member/site-member.events';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type EndAccount = { memberId: MemberId };
export const endAccountRefusals = ['PERMISSION_DENIED'] as const;
export type EndAccountRefusal = (typeof endAccountRefusals)[number];

/**
 * Ends an account for good, also one that is not in the directory. Refused unless by a site admin or an app: people cannot
 * end their own account here, because accounts belong to the site.
 */
export function endAccount(
  { memberId }: EndAccount,
  { person }: { person: SiteMember },
  caller: Caller,
): Decision<SiteMemberAccountEnded, EndAccountRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  return person.ended ? accept() : accept({ type: 'SiteMemberAccountEnded', data: { memberId } });
}
