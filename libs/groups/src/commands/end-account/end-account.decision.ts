import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { MemberId } from '../../domain/ids';
import type { SiteMemberAccountEnded } from '../../domain/site-member/site-member.events';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type EndAccount = { memberId: MemberId };
export const endAccountRefusals = ['PERMISSION_DENIED'] as const;
export type EndAccountRefusal = (typeof endAccountRefusals)[number];

/**
 * Ends an account for good, also of somebody whom the directory never heard of. Accounts are the site's: it is for those
 * who run it to say that one has ended, not for whoever holds a token of it.
 */
export function endAccount(
  { memberId }: EndAccount,
  { person }: { person: SiteMember },
  caller: Caller,
): Decision<SiteMemberAccountEnded, EndAccountRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  return person.ended ? accept() : accept({ type: 'SiteMemberAccountEnded', data: { memberId } });
}
