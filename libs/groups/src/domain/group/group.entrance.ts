import type { Words } from '@app/kernel';

/** One rule of a group. */
export type Rule = { readonly title: string; readonly description?: string };

/** Something that people are asked who want to join. */
export type MembershipQuestion = { readonly id: string; readonly text: string; readonly required: boolean };

/** What somebody answered. It keeps what was asked, since questions are replaced. */
export type Answer = {
  readonly id: string;
  readonly text: Words;
  readonly question: string;
  readonly required: boolean;
};

/** An answer as it is given: to which question, and what. */
export type GivenAnswer = { readonly id: string; readonly text: string };

type Answered =
  | { readonly ok: true; readonly answers: readonly Answer[] }
  /** These have to be answered, and were not. */
  | { readonly ok: false; readonly refusal: 'QUESTIONS_UNANSWERED'; readonly data: { requiredQuestionIds: string[] } }
  /** The answer at this place is to no question of the group, or to one answered before. */
  | { readonly ok: false; readonly refusal: 'ANSWER_TO_NO_QUESTION'; readonly data: { index: number } };

/** Holds answers against the questions of a group. A blank answer is none. */
export function answersTo(questions: readonly MembershipQuestion[], given: readonly GivenAnswer[]): Answered {
  const open = new Map(questions.map((question) => [question.id, question]));
  const answers: Answer[] = [];
  for (const [index, { id, text }] of given.entries()) {
    const question = open.get(id);
    if (!question) return { ok: false, refusal: 'ANSWER_TO_NO_QUESTION', data: { index } };
    open.delete(id);
    answers.push({ id, text, question: question.text, required: question.required });
  }
  const said = new Set(answers.filter(({ text }) => text.trim() !== '').map(({ id }) => id));
  const requiredQuestionIds = questions.filter(({ id, required }) => required && !said.has(id)).map(({ id }) => id);
  if (requiredQuestionIds.length > 0)
    return { ok: false, refusal: 'QUESTIONS_UNANSWERED', data: { requiredQuestionIds } };
  return { ok: true, answers: answers.filter(({ text }) => text.trim() !== '') };
}

/** What stands between somebody and a group; `NONE`: joining would succeed. */
export type Violation =
  | {
      readonly violationType:
        | 'NOT_LOGGED_IN'
        | 'ALREADY_JOINED'
        | 'BANNED'
        | 'PUBLIC_PROFILE_REQUIRED'
        | 'JOIN_REQUEST_PENDING'
        | 'ADMIN_APPROVAL'
        | 'NONE';
    }
  | {
      readonly violationType: 'MEMBERSHIP_QUESTIONS';
      /** Those that still have to be answered. */
      readonly membershipQuestionsOptions: { readonly requiredQuestionIds: readonly string[] };
    };
