import { accept, type Caller, type Decision, refuse, same } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../group/expected-revision';
import type { Rule } from '../../group/group.entrance';
import type { GroupRulesReplaced } from '../../group/group.events';
import type { GroupId } from '../../ids';
import { canSee, type Here, mayManage } from '../../permissions';

export type ReplaceRules = { groupId: GroupId; rules: readonly Rule[]; expected?: ExpectedRevision };
export const replaceRulesRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type ReplaceRulesRefusal = (typeof replaceRulesRefusals)[number];

/** Gives a group these rules, in this order, instead of those it had. */
export function replaceRules(
  { groupId, rules, expected }: ReplaceRules,
  on: Here,
  caller: Caller,
): Decision<GroupRulesReplaced, ReplaceRulesRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(on.group, expected)) return refuse('STALE_REVISION');
  if (same(rules, on.group.rules)) return accept();
  return accept({ type: 'GroupRulesReplaced', data: { groupId, rules } });
}
