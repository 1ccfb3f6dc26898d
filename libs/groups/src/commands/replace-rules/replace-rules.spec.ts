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
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { replaceRules } from './replace-rules.decision';

const scenario = scenarioOf(replaceRules);
const kind = { title: 'Be kind', description: 'Always.' };
const punctual = { title: 'Be on time' };
const when = { groupId, rules: [kind, punctual] };
const group = [groupCreated(), roleAssigned(mira)]; // detailsRevision is 0

describe('replace the rules of a group', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: { ...when, expected: [7] }, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND to a caller who is only invited to a secret group', () =>
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
  ] as const)('accepts %s as the caller', (_, by) =>
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
      'a member of a group with the policies ALL_MEMBERS',
      {
        callerMembership: [memberJoined(ravi)],
        group: [...group, groupSettingsChanged({ allowedToAddMembers: 'ALL_MEMBERS' })],
      },
    ],
    [
      'an admin who departed',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s before the revision is checked', (_, given) => {
    for (const expected of [undefined, [7]])
      scenario({ given: { group, ...given }, when: { ...when, expected }, refused: 'PERMISSION_DENIED' });
  });

  it.each([
    ['other rules', [punctual]],
    ['rules in another order', [punctual, kind]],
    ['a rule without its description', [{ title: 'Be kind' }, punctual]],
    ['a rule with an empty description', [kind, { ...punctual, description: '' }]],
    ['no rules', []],
  ])('replaces the rules by %s', (_, rules) =>
    scenario({
      given: { group: [...group, groupRulesReplaced(kind, punctual)] },
      when: { groupId, rules },
      by: olga,
      then: [groupRulesReplaced(...rules)],
    }),
  );
  it.each([
    ['the same rules', [groupRulesReplaced(kind, punctual)], [kind, punctual]],
    ['no rules, without rules before', [], []],
  ] as const)('appends no event for %s', (_, before, rules) =>
    scenario({ given: { group: [...group, ...before] }, when: { groupId, rules }, by: olga, then: [] }),
  );

  it.each([
    ['the current revision', [0]],
    ['several revisions with the current one', [3, 0]],
    ['any revision', '*'],
  ] as const)('accepts %s as expected', (_, expected) =>
    scenario({
      given: { group },
      when: { ...when, expected },
      by: olga,
      then: [groupRulesReplaced(kind, punctual)],
    }),
  );
  it('refuses an outdated revision, also without a change of the rules', () => {
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
