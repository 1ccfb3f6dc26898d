import { accept, type Accepted, type Caller, runsTheSite } from '@app/kernel';
import type { GroupId } from '../ids';
import { belongs, endsInGroup, type GroupAndCaller } from '../permissions';
import type { MemberAuthorized } from './membership.events';

/**
 * Does the caller act on others by a right that depends on their own membership alone, which may end at the same moment
 * unseen? Not if it ends in the group's stream, and not who runs the site.
 */
export const isUnauthorizedMember = ({ group, callerMembership }: GroupAndCaller, caller: Caller): boolean =>
  !runsTheSite(caller) && !endsInGroup(group, callerMembership, caller.memberId);

/**
 * Authorizes a plain member before they act on others, so that whoever ends their membership at the same moment meets a
 * changed revision. No event where that is done, and for somebody who is no member (any more).
 */
export function authorizeMember(
  { groupId }: { readonly groupId: GroupId },
  states: GroupAndCaller,
  caller: Caller,
): Accepted<MemberAuthorized> {
  const { memberId } = caller;
  if (memberId === undefined || !belongs(states.group, states.callerMembership, memberId)) return accept();
  return isUnauthorizedMember(states, caller)
    ? accept({ type: 'MemberAuthorized', data: { groupId, memberId } })
    : accept();
}
