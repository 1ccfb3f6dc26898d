import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { GroupDeleted } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller, mayManage } from '../../domain/permissions';

export type DeleteGroup = { groupId: GroupId; expected?: ExpectedRevision };
export const deleteGroupRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type DeleteGroupRefusal = (typeof deleteGroupRefusals)[number];

/** Deletes a group for good. Its memberships and requests are not shown any more; the events stay. Refused to callers who are no admins. */
export function deleteGroup(
  { groupId, expected }: DeleteGroup,
  states: GroupAndCaller,
  caller: Caller,
): Decision<GroupDeleted, DeleteGroupRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  return accept({ type: 'GroupDeleted', data: { groupId, formerSlug: states.group.slug! } });
}
