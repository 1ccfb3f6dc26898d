import {
  groupCreated,
  groupId,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { memberInvited, memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { type GivenQuestion, replaceQuestions } from './replace-questions.decision';

const scenario = scenarioOf(replaceQuestions);
const newIds = ['new-0', 'new-1', 'new-2'];
const asking = (...questions: readonly GivenQuestion[]) => ({ groupId, questions, newIds });
const why = { id: 'why', text: 'Why?', required: true };
const since = { id: 'since', text: 'Since when?', required: false };
const where = { text: 'Where?', required: false };
const group = [groupCreated(), roleAssigned(mira)]; // what it says of itself stands at revision 0
const asked = [...group, membershipQuestionsReplaced(why, since)];
const unknown = { ...where, id: 'where' };

describe('replace the questions of a group', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: { ...asking(unknown), expected: [7] }, refused: 'GROUP_NOT_FOUND' }),
  );
  it('finds none in a secret group that one is only invited to', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership: [memberInvited(ravi)] },
      when: asking(where),
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by) },
      when: asking(where),
      by,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' })],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who is gone',
      { callerMembership: [memberJoined(ravi)], group: [...asked, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('is not for %s, who learns nothing of the questions or of what has changed', (_, given) => {
    for (const expected of [undefined, [7]])
      scenario({
        given: { group: asked, ...given },
        when: { ...asking(unknown), expected },
        refused: 'PERMISSION_DENIED',
      });
  });

  it.each([
    ['keeps those whose id is given, with another text too', [{ ...why, text: 'Why now?' }, since]],
    ['keeps those whose id is given, in another order', [since, why]],
    ['lets those go that are not named', [since]],
    ['may ask nothing', []],
    ['may make one required', [why, { ...since, required: true }]],
  ])('%s', (_, questions) =>
    scenario({
      given: { group: asked },
      when: asking(...questions),
      by: olga,
      then: [membershipQuestionsReplaced(...questions)],
    }),
  );
  it('gives those without an id one of their own, also where another says the same', () =>
    scenario({
      given: { group: asked },
      when: asking(where, why, { text: why.text, required: why.required }),
      by: olga,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' }, why, { ...why, id: 'new-2' })],
    }));
  it.each([
    ['the same questions', asked, asking(why, since)],
    ['none, where there are none', group, asking()],
  ] as const)('changes nothing with %s', (_, events, when) =>
    scenario({ given: { group: events }, when, by: olga, then: [] }),
  );

  it.each([
    ['that was never there', asked],
    ['that is gone', [...asked, membershipQuestionsReplaced(why, unknown), membershipQuestionsReplaced(why)]],
  ] as const)('keeps no question %s, and says which', (_, events) =>
    scenario({
      given: { group: events },
      when: asking(why, where, unknown),
      by: olga,
      refused: 'NO_SUCH_QUESTION',
      data: { index: 2 },
    }),
  );

  it('keeps none that is not known, also as the first', () =>
    scenario({
      given: { group: asked },
      when: asking(unknown),
      by: olga,
      refused: 'NO_SUCH_QUESTION',
      data: { index: 0 },
    }));

  it.each([[[0]], ['*']] as const)('goes ahead when %j is expected', (expected) =>
    scenario({
      given: { group },
      when: { ...asking(where), expected },
      by: olga,
      then: [membershipQuestionsReplaced({ ...where, id: 'new-0' })],
    }),
  );
  it('is refused when the group has changed since, before the questions are looked at', () => {
    for (const question of [why, unknown])
      scenario({
        given: { group: asked },
        when: { ...asking(question), expected: [0] },
        by: olga,
        refused: 'STALE_REVISION',
      });
  });
});
