import { accept, type Decision } from '@app/kernel';
import type { CreateRequestCanceled } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `memberId`: who asked for the group. */
export type CancelCreateRequestOfEndedAccount = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; person: SiteMember };

/** A request to create a group does not outlive the account of whoever asked. */
export function cancelCreateRequestOfEndedAccount(
  { groupId, memberId }: CancelCreateRequestOfEndedAccount,
  { group, person }: States,
): Decision<CreateRequestCanceled, never> {
  const isOver = group.status === 'PENDING' && group.requestedById === memberId && person.ended;
  return isOver ? accept({ type: 'CreateRequestCanceled', data: { groupId } }) : accept();
}
