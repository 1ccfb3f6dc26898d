import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../group/expected-revision';
import type { GroupDeleted } from '../../group/group.events';
import type { GroupId } from '../../ids';
import { canSee, type Here, mayManage } from '../../permissions';

export type DeleteGroup = { groupId: GroupId; expected?: ExpectedRevision };
export const deleteGroupRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type DeleteGroupRefusal = (typeof deleteGroupRefusals)[number];

/** Ends a group for good: it, its requests and its memberships vanish from every list; the events stay. */
export function deleteGroup(
  { groupId, expected }: DeleteGroup,
  on: Here,
  caller: Caller,
): Decision<GroupDeleted, DeleteGroupRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(on.group, expected)) return refuse('STALE_REVISION');
  return accept({ type: 'GroupDeleted', data: { groupId, formerSlug: on.group.slug! } });
}
