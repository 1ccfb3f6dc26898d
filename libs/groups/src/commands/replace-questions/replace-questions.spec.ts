import {
  groupCreated,
  groupId,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { memberInvited, memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { type GivenQuestion, replaceQuestions } from './replace-questions.decision';

const scenario = scenarioOf(replaceQuestions);
const newIds = ['new-0', 'new-1', 'new-2'];
const replaceBy = (...questions: readonly GivenQuestion[]) => ({ groupId, questions, newIds });
const why = { id: 'why', text: 'Why?', required: true };
const since = { id: 'since', text: 'Since when?', required: false };
const where = { text: 'Where?', required: false };
const group = [groupCreated(), roleAssigned(mira)]; // detailsRevision is 0
const withQuestions = [...group, membershipQuestionsReplaced(why, since)];
const unknown = { ...where, id: 'where' };

describe('replace the questions of a group', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: { ...replaceBy(unknown), expected: [7] }, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND to a caller who is only invited to a secret group', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership: [memberInvited(ravi)] },
      when: replaceBy(where),
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by) },
      when: replaceBy(where),
      by,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' })],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who departed',
      {
        callerMembership: [memberJoined(ravi)],
        group: [...withQuestions, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')],
      },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s before other checks', (_, given) => {
    for (const expected of [undefined, [7]])
      scenario({
        given: { group: withQuestions, ...given },
        when: { ...replaceBy(unknown), expected },
        refused: 'PERMISSION_DENIED',
      });
  });

  it.each([
    ['keeps the ids of questions with another text', [{ ...why, text: 'Why now?' }, since]],
    ['keeps the ids of questions in another order', [since, why]],
    ['removes a question that is not given', [since]],
    ['removes all questions', []],
    ['changes whether a question is required', [why, { ...since, required: true }]],
  ])('%s', (_, questions) =>
    scenario({
      given: { group: withQuestions },
      when: replaceBy(...questions),
      by: olga,
      then: [membershipQuestionsReplaced(...questions)],
    }),
  );
  it('gives new ids to questions without one, also with the same text', () =>
    scenario({
      given: { group: withQuestions },
      when: replaceBy(where, why, { text: why.text, required: why.required }),
      by: olga,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' }, why, { ...why, id: 'new-2' })],
    }));
  it.each([
    ['the same questions', withQuestions, replaceBy(why, since)],
    ['no questions, without questions before', group, replaceBy()],
  ] as const)('appends no event for %s', (_, events, when) =>
    scenario({ given: { group: events }, when, by: olga, then: [] }),
  );

  it.each([
    ['that never existed', withQuestions],
    [
      'that was removed',
      [...withQuestions, membershipQuestionsReplaced(why, unknown), membershipQuestionsReplaced(why)],
    ],
  ] as const)('refuses an id %s, with its index', (_, events) =>
    scenario({
      given: { group: events },
      when: replaceBy(why, where, unknown),
      by: olga,
      refused: 'NO_SUCH_QUESTION',
      data: { index: 2 },
    }),
  );

  it('refuses an unknown id at index 0', () =>
    scenario({
      given: { group: withQuestions },
      when: replaceBy(unknown),
      by: olga,
      refused: 'NO_SUCH_QUESTION',
      data: { index: 0 },
    }));

  it.each([[[0]], ['*']] as const)('accepts the expected revision %j', (expected) =>
    scenario({
      given: { group },
      when: { ...replaceBy(where), expected },
      by: olga,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' })],
    }),
  );
  it('refuses an outdated revision before checking the questions', () => {
    for (const question of [why, unknown])
      scenario({
        given: { group: withQuestions },
        when: { ...replaceBy(question), expected: [0] },
        by: olga,
        refused: 'STALE_REVISION',
      });
  });
});
