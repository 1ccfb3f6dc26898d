import { accept, type Caller, type Decision, refuse, isDeepEqual } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { MembershipQuestionsReplaced } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller, mayManage } from '../../domain/permissions';

/** A question as it is sent. With an id: an existing question of the group. */
export type GivenQuestion = { readonly id?: string; readonly text: string; readonly required: boolean };
export type ReplaceQuestions = {
  groupId: GroupId;
  questions: readonly GivenQuestion[];
  /** For each index of `questions` the id that the question gets if it is new. */
  newIds: readonly string[];
  expected?: ExpectedRevision;
};
export const replaceQuestionsRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type ReplaceQuestionsProblem = (typeof replaceQuestionsRefusals)[number];
export type ReplaceQuestionsRefusal = ReplaceQuestionsProblem | 'NO_SUCH_QUESTION';

/**
 * Replaces the membership questions. A question with an id keeps it, also with another text; the others are new. Refused to
 * callers who are no admins, and for ids that are no question of the group.
 */
export function replaceQuestions(
  { groupId, questions: given, newIds, expected }: ReplaceQuestions,
  states: GroupAndCaller,
  caller: Caller,
): Decision<MembershipQuestionsReplaced, ReplaceQuestionsRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  const known = new Set(states.group.questions.map(({ id }) => id));
  const index = given.findIndex(({ id }) => id !== undefined && !known.has(id));
  if (index >= 0) return refuse('NO_SUCH_QUESTION', { index });
  const questions = given.map(({ id, text, required }, n) => ({ id: id ?? newIds[n]!, text, required }));
  if (isDeepEqual(questions, states.group.questions)) return accept();
  return accept({ type: 'MembershipQuestionsReplaced', data: { groupId, questions } });
}
