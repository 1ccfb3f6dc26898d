import fc from 'fast-check';
import { type Answer, checkAnswers, type GivenAnswer, type MembershipQuestion } from './group.entrance';

const why = { id: 'why', text: 'Why?', required: true };
const since = { id: 'since', text: 'Since when?', required: true };
const where = { id: 'where', text: 'Where?', required: false };
const questions = [why, where, since];
const to = ({ id }: MembershipQuestion, text: string): GivenAnswer => ({ id, text });
const kept = ({ id, text: question, required }: MembershipQuestion, text: string): Answer => ({
  id,
  text,
  question,
  required,
});

describe('answers', () => {
  it.each<[string, GivenAnswer[], Answer[]]>([
    [
      'to every question are kept with what was asked, in the order in which they came',
      [to(since, 'May'), to(where, 'Here'), to(why, 'To stretch')],
      [kept(since, 'May'), kept(where, 'Here'), kept(why, 'To stretch')],
    ],
    [
      'to what must be answered are enough',
      [to(why, 'To stretch'), to(since, 'May')],
      [kept(why, 'To stretch'), kept(since, 'May')],
    ],
    [
      'are kept to the character',
      [to(why, ' To stretch\n'), to(since, '🧘')],
      [kept(why, ' To stretch\n'), kept(since, '🧘')],
    ],
    [
      'that are blank are none, where none is needed',
      [to(why, 'x'), to(where, ' \n\u00a0'), to(since, 'y')],
      [kept(why, 'x'), kept(since, 'y')],
    ],
  ])('%s', (_, given, answers) => expect(checkAnswers(questions, given)).toEqual({ ok: true, answers }));

  it('are none where nothing is asked', () => expect(checkAnswers([], [])).toEqual({ ok: true, answers: [] }));

  it.each<[string, GivenAnswer[], string[]]>([
    ['none at all', [], ['why', 'since']],
    ['one of two', [to(since, 'May')], ['why']],
    ['only what is not required', [to(where, 'Here')], ['why', 'since']],
    ['a blank', [to(why, ' \t\n'), to(since, '')], ['why', 'since']],
  ])('must be there where they are required: %s', (_, given, requiredQuestionIds) =>
    expect(checkAnswers(questions, given)).toEqual({
      ok: false,
      refusal: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds },
    }),
  );

  it.each<[string, MembershipQuestion[], GivenAnswer[], number]>([
    ['what nobody asks', questions, [to(why, 'x'), { id: 'when', text: 'y' }], 1],
    ['what is no longer asked', [why, since], [to(where, 'Here')], 0],
    ['anything where nothing is asked', [], [to(why, 'x')], 0],
    ['the same again', questions, [to(why, 'x'), to(since, 'y'), to(why, 'x')], 2],
    ['the same again, blank before', questions, [to(why, ''), to(why, 'x')], 1],
  ])('are to questions of the group, each once: not to %s', (_, asked, given, index) =>
    expect(checkAnswers(asked, given)).toEqual({ ok: false, refusal: 'ANSWER_TO_NO_QUESTION', data: { index } }),
  );

  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const text = fc.constantFrom('', ' ', 'Yes', ' no ');
  const someQuestions = fc.uniqueArray(fc.record({ id, text: fc.string(), required: fc.boolean() }), {
    selector: (question) => question.id,
  });
  const someAnswers = fc.array(fc.record({ id, text }), { maxLength: 5 });

  it('are either taken, each once and to a question, with nothing required missing, or it is said what is wrong', () =>
    fc.assert(
      fc.property(someQuestions, someAnswers, (asked, given) => {
        const answered = checkAnswers(asked, given);
        const said = given.filter((answer) => answer.text.trim() !== '').map((answer) => answer.id);
        const missing = asked.filter((question) => question.required && !said.includes(question.id));
        const isAstray = (answer: GivenAnswer, n: number) =>
          !asked.some((question) => question.id === answer.id) ||
          given.findIndex((other) => other.id === answer.id) < n;
        const astray = given.findIndex(isAstray);
        if (answered.ok) {
          expect([astray, missing]).toEqual([-1, []]);
          expect(answered.answers.map((answer) => answer.id)).toEqual(said);
          for (const answer of answered.answers)
            expect(asked).toContainEqual({ id: answer.id, text: answer.question, required: answer.required });
        } else if (answered.refusal === 'ANSWER_TO_NO_QUESTION') expect(answered.data).toEqual({ index: astray });
        else {
          expect(astray).toBe(-1);
          expect(missing).not.toEqual([]);
          expect(answered.data.requiredQuestionIds).toEqual(missing.map((question) => question.id));
        }
      }),
    ));
});
