import {
  groupCreated,
  groupId,
  groupRulesReplaced,
  groupSettingsChanged,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { memberInvited, memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { replaceRules } from './replace-rules.decision';

const scenario = scenarioOf(replaceRules);
const kind = { title: 'Be kind', description: 'Always.' };
const punctual = { title: 'Be on time' };
const when = { groupId, rules: [kind, punctual] };
const group = [groupCreated(), roleAssigned(mira)]; // what it says of itself stands at revision 0

describe('replace the rules of a group', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: { ...when, expected: [7] }, refused: 'GROUP_NOT_FOUND' }),
  );
  it('finds none in a secret group that one is only invited to', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership: [memberInvited(ravi)] },
      when,
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
      when,
      by,
      then: [groupRulesReplaced(kind, punctual)],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'a member of a group where members may do the rest',
      {
        callerMembership: [memberJoined(ravi)],
        group: [...group, groupSettingsChanged({ allowedToAddMembers: 'ALL_MEMBERS' })],
      },
    ],
    [
      'an admin who is gone',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('is not for %s, who does not learn either what has changed', (_, given) => {
    for (const expected of [undefined, [7]])
      scenario({ given: { group, ...given }, when: { ...when, expected }, refused: 'PERMISSION_DENIED' });
  });

  it.each([
    ['others', [punctual]],
    ['others in another order', [punctual, kind]],
    ['one without its description', [{ title: 'Be kind' }, punctual]],
    ['one with an empty description', [kind, { ...punctual, description: '' }]],
    ['none', []],
  ])('puts %s in their place', (_, rules) =>
    scenario({
      given: { group: [...group, groupRulesReplaced(kind, punctual)] },
      when: { groupId, rules },
      by: olga,
      then: [groupRulesReplaced(...rules)],
    }),
  );
  it.each([
    ['the same rules', [groupRulesReplaced(kind, punctual)], [kind, punctual]],
    ['none, where there are none', [], []],
  ] as const)('changes nothing with %s', (_, before, rules) =>
    scenario({ given: { group: [...group, ...before] }, when: { groupId, rules }, by: olga, then: [] }),
  );

  it.each([
    ['the revision that it stands at', [0]],
    ['one of several', [3, 0]],
    ['any', '*'],
  ] as const)('goes ahead when %s is expected', (_, expected) =>
    scenario({
      given: { group },
      when: { ...when, expected },
      by: olga,
      then: [groupRulesReplaced(kind, punctual)],
    }),
  );
  it('is refused when the group has changed since, also where nothing would change', () => {
    const changed = [...group, groupRulesReplaced(kind)];
    for (const rules of [[kind], [punctual]])
      scenario({
        given: { group: changed },
        when: { groupId, rules, expected: [0] },
        by: olga,
        refused: 'STALE_REVISION',
      });
  });
});
