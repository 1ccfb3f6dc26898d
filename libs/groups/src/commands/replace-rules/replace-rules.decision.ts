import { accept, type Caller, type Decision, refuse, isDeepEqual } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { Rule } from '../../domain/group/group.entrance';
import type { GroupRulesReplaced } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller, mayManage } from '../../domain/permissions';

export type ReplaceRules = { groupId: GroupId; rules: readonly Rule[]; expected?: ExpectedRevision };
export const replaceRulesRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type ReplaceRulesRefusal = (typeof replaceRulesRefusals)[number];

/** Replaces the rules of a group. Refused to callers who are no admins. */
export function replaceRules(
  { groupId, rules, expected }: ReplaceRules,
  states: GroupAndCaller,
  caller: Caller,
): Decision<GroupRulesReplaced, ReplaceRulesRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  if (isDeepEqual(rules, states.group.rules)) return accept();
  return accept({ type: 'GroupRulesReplaced', data: { groupId, rules } });
}
