import { accept, type Decision } from '@app/kernel';
import type { CreateRequestCanceled } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `memberId`: the requester. */
export type CancelCreateRequestOfEndedAccount = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; person: SiteMember };

/** Cancels a pending request to create a group if the requester's account has ended. Otherwise no event. */
export function cancelCreateRequestOfEndedAccount(
  { groupId, memberId }: CancelCreateRequestOfEndedAccount,
  { group, person }: States,
): Decision<CreateRequestCanceled, never> {
  const mustCancel = group.status === 'PENDING' && group.requestedById === memberId && person.ended;
  return mustCancel ? accept({ type: 'CreateRequestCanceled', data: { groupId } }) : accept();
}
