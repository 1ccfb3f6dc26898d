import type { Client } from './client';

/** Calls and bodies of rules and membership questions. */
export type Question = { readonly id: string; readonly text: string; readonly required: boolean };

/** Two questions that most tests ask. */
export const why = { text: 'Why?', required: true };
export const where = { text: 'Where?', required: false };

export const rulesOf = (groupId: string): string => `/v2/rules/${groupId}`;
export const questionsOf = (groupId: string): string => `/v2/membership-questions/${groupId}`;
export const answersOf = (groupId: string): string => `${questionsOf(groupId)}/answers`;
export const requirementsOf = (groupId: string): string => `/v2/groups/${groupId}/join-requirements`;

/** Has a group ask these questions. Gives them as they are kept. */
export async function asks<const Questions extends readonly object[]>(
  who: Client,
  groupId: string,
  ...questions: Questions
): Promise<{ readonly [N in keyof Questions]: Question }> {
  const response = await who.put(questionsOf(groupId), { questions }).expect(200);
  return response.questions as { readonly [N in keyof Questions]: Question };
}

/** The body of somebody who answers these. */
export const answering = (...answers: readonly (readonly [question: { readonly id: string }, text: string])[]) => ({
  membershipQuestionAnswers: answers.map(([{ id }, text]) => ({ id, text })),
});

/** Bodies that are wrong, each with the field that is; named by how they begin. */
export const wrong = (...bodies: readonly (readonly [body: object, field: string])[]) =>
  bodies.map(([body, field]) => [JSON.stringify(body).slice(0, 60), field, body] as const);
