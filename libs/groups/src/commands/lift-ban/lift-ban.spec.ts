import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { banLifted, memberBanned, memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { liftBan } from './lift-ban.decision';

const scenario = scenarioOf(liftBan);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(mira)];
const targetMembership = [memberBanned(tomo)];
const announced = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];

describe('lift a ban', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({
      given: { group, targetMembership, callerMembership: joinedIfOneOf([mira], by) },
      when,
      by,
      then: [banLifted(tomo)],
    }),
  );
  it('accepts a ban that is not written yet', () =>
    scenario({
      given: { targetMembership: [memberJoined(tomo)], group: announced },
      when,
      by: olga,
      then: [banLifted(tomo)],
    }));
  it('accepts a person whose account ended', () =>
    scenario({
      given: { group, targetMembership, person: [siteMemberAccountEnded(tomo)] },
      when,
      by: olga,
      then: [banLifted(tomo)],
    }));

  it.each([
    ['an outsider', ravi, {}],
    ['a member', ravi, { callerMembership: [memberJoined(ravi)] }],
    ['the banned person', tomo, { callerMembership: targetMembership }],
  ] as const)('refuses PERMISSION_DENIED to %s, also without a ban', (_, by, given) => {
    for (const there of [targetMembership, []])
      scenario({ given: { group, targetMembership: there, ...given }, when, by, refused: 'PERMISSION_DENIED' });
  });
  it.each([
    ['an outsider', { group }],
    ['a member', { group, targetMembership: [memberJoined(tomo)] }],
    ['one whose ban was lifted', { group, targetMembership: [...targetMembership, banLifted(tomo)] }],
  ] as const)('is refused for %s', (_, given) => scenario({ given, when, by: olga, refused: 'BAN_NOT_FOUND' }));
  it('is refused when the ban was lifted before it was written', () =>
    scenario({
      given: [{ targetMembership: [memberJoined(tomo)], group: announced }, { targetMembership: [banLifted(tomo)] }],
      when,
      by: olga,
      refused: 'BAN_NOT_FOUND',
    }));
});
