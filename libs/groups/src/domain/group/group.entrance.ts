import { isBlank, type Words } from '@app/kernel';

/** One rule of a group. */
export type Rule = { readonly title: string; readonly description?: string };

/** A question to people who want to join. */
export type MembershipQuestion = { readonly id: string; readonly text: string; readonly required: boolean };

/** An answer as it is stored: with the text of its question, because questions can be replaced. */
export type Answer = {
  readonly id: string;
  readonly text: Words;
  readonly question: string;
  readonly required: boolean;
};

/** An answer as it is sent: the id of the question, and the text. */
export type GivenAnswer = { readonly id: string; readonly text: string };

type CheckedAnswers =
  | { readonly ok: true; readonly answers: readonly Answer[] }
  /** The required questions without an answer. */
  | { readonly ok: false; readonly refusal: 'QUESTIONS_UNANSWERED'; readonly data: { requiredQuestionIds: string[] } }
  /** The answer at this index is to no question of the group, or to one that was answered before. */
  | { readonly ok: false; readonly refusal: 'ANSWER_TO_NO_QUESTION'; readonly data: { index: number } };

/** Checks answers against the questions of a group. Blank answers are dropped. */
export function checkAnswers(questions: readonly MembershipQuestion[], given: readonly GivenAnswer[]): CheckedAnswers {
  const open = new Map(questions.map((question) => [question.id, question]));
  const answers: Answer[] = [];
  for (const [index, { id, text }] of given.entries()) {
    const question = open.get(id);
    if (!question) return { ok: false, refusal: 'ANSWER_TO_NO_QUESTION', data: { index } };
    open.delete(id);
    answers.push({ id, text, question: question.text, required: question.required });
  }
  const notBlank = answers.filter(({ text }) => !isBlank(text));
  const answeredIds = new Set(notBlank.map(({ id }) => id));
  const requiredQuestionIds = questions
    .filter(({ id, required }) => required && !answeredIds.has(id))
    .map(({ id }) => id);
  if (requiredQuestionIds.length > 0)
    return { ok: false, refusal: 'QUESTIONS_UNANSWERED', data: { requiredQuestionIds } };
  return { ok: true, answers: notBlank };
}

/** Why the caller cannot join a group now. `NONE`: joining would succeed. */
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
      /** The required questions without an answer. */
      readonly membershipQuestionsOptions: { readonly requiredQuestionIds: readonly string[] };
    };
