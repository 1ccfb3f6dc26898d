import fc from 'fast-check';
import { type Answer, checkAnswers, type GivenAnswer, type MembershipQuestion } from './group.entrance';

const why = { id: 'why', text: 'Why?', required: true };
const since = { id: 'since', text: 'Since when?', required: true };
const where = { id: 'where', text: 'Where?', required: false };
const questions = [why, where, since];
const to = ({ id }: MembershipQuestion, text: string): GivenAnswer => ({ id, text });
const stored = ({ id, text: question, required }: MembershipQuestion, text: string): Answer => ({
  id,
  text,
  question,
  required,
});

describe('checkAnswers', () => {
  it.each<[string, GivenAnswer[], Answer[]]>([
    [
      'keeps answers with the text of their questions, in the given order',
      [to(since, 'May'), to(where, 'Here'), to(why, 'To stretch')],
      [stored(since, 'May'), stored(where, 'Here'), stored(why, 'To stretch')],
    ],
    [
      'accepts answers to the required questions only',
      [to(why, 'To stretch'), to(since, 'May')],
      [stored(why, 'To stretch'), stored(since, 'May')],
    ],
    [
      'keeps the text without a change',
      [to(why, ' To stretch\n'), to(since, '🧘')],
      [stored(why, ' To stretch\n'), stored(since, '🧘')],
    ],
    [
      'drops blank answers to optional questions',
      [to(why, 'x'), to(where, ' \n\u00a0'), to(since, 'y')],
      [stored(why, 'x'), stored(since, 'y')],
    ],
  ])('%s', (_, given, answers) => expect(checkAnswers(questions, given)).toEqual({ ok: true, answers }));

  it('accepts no answers without questions', () => expect(checkAnswers([], [])).toEqual({ ok: true, answers: [] }));

  it.each<[string, GivenAnswer[], string[]]>([
    ['no answers', [], ['why', 'since']],
    ['one of two', [to(since, 'May')], ['why']],
    ['only an optional question', [to(where, 'Here')], ['why', 'since']],
    ['blank answers', [to(why, ' \t\n'), to(since, '')], ['why', 'since']],
  ])('refuses missing answers to required questions: %s', (_, given, requiredQuestionIds) =>
    expect(checkAnswers(questions, given)).toEqual({
      ok: false,
      refusal: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds },
    }),
  );

  it.each<[string, MembershipQuestion[], GivenAnswer[], number]>([
    ['an unknown question', questions, [to(why, 'x'), { id: 'when', text: 'y' }], 1],
    ['a removed question', [why, since], [to(where, 'Here')], 0],
    ['a question of a group without questions', [], [to(why, 'x')], 0],
    ['a question answered before', questions, [to(why, 'x'), to(since, 'y'), to(why, 'x')], 2],
    ['a question answered before, with a blank', questions, [to(why, ''), to(why, 'x')], 1],
  ])('refuses an answer to %s', (_, questions, given, index) =>
    expect(checkAnswers(questions, given)).toEqual({ ok: false, refusal: 'ANSWER_TO_NO_QUESTION', data: { index } }),
  );

  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const text = fc.constantFrom('', ' ', '\u200b\u2800', '\u0301', 'Yes', ' no ');
  const someQuestions = fc.uniqueArray(fc.record({ id, text: fc.string(), required: fc.boolean() }), {
    selector: (question) => question.id,
  });
  const someAnswers = fc.array(fc.record({ id, text }), { maxLength: 5 });

  it('accepts, or refuses for the right reason, any answers', () =>
    fc.assert(
      fc.property(someQuestions, someAnswers, (questions, given) => {
        const checked = checkAnswers(questions, given);
        const answeredIds = given.filter((answer) => /\w/.test(answer.text)).map((answer) => answer.id);
        const missing = questions.filter((question) => question.required && !answeredIds.includes(question.id));
        const isUnexpected = (answer: GivenAnswer, n: number) =>
          !questions.some((question) => question.id === answer.id) ||
          given.findIndex((other) => other.id === answer.id) < n;
        const unexpected = given.findIndex(isUnexpected);
        if (checked.ok) {
          expect([unexpected, missing]).toEqual([-1, []]);
          expect(checked.answers.map((answer) => answer.id)).toEqual(answeredIds);
          for (const answer of checked.answers)
            expect(questions).toContainEqual({ id: answer.id, text: answer.question, required: answer.required });
        } else if (checked.refusal === 'ANSWER_TO_NO_QUESTION') expect(checked.data).toEqual({ index: unexpected });
        else {
          expect(unexpected).toBe(-1);
          expect(missing).not.toEqual([]);
          expect(checked.data.requiredQuestionIds).toEqual(missing.map((question) => question.id));
        }
      }),
    ));
});
