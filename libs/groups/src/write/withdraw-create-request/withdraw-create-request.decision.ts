import { accept, type Decision } from '@app/kernel';
import type { CreateRequestCanceled } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import type { SiteMember } from '../../site-member/site-member.state';

/** `memberId`: who asked for the group. */
export type WithdrawCreateRequest = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; person: SiteMember };

/** A request to create a group does not outlive the account of whoever asked. */
export function withdrawCreateRequest(
  { groupId, memberId }: WithdrawCreateRequest,
  { group, person }: On,
): Decision<CreateRequestCanceled, never> {
  const isOver = group.status === 'PENDING' && group.requestedById === memberId && person.ended;
  return isOver ? accept({ type: 'CreateRequestCanceled', data: { groupId } }) : accept();
}
