import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { banLifted, memberBanned, memberJoined } from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberAccountEnded } from '../../site-member/site-member.examples';
import { liftBan } from './lift-ban.decision';

const scenario = scenarioOf(liftBan);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(mira)];
const theirs = [memberBanned(tomo)];
const announced = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED')];

describe('lift a ban', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
    scenario({ given: { group, theirs, mine: joinedIfOneOf([mira], by) }, when, by, then: [banLifted(tomo)] }),
  );
  it('is done also when the ban was announced and not yet written', () =>
    scenario({
      given: { theirs: [memberJoined(tomo)], group: announced },
      when,
      by: olga,
      then: [banLifted(tomo)],
    }));
  it('is done also for somebody whose account ended', () =>
    scenario({
      given: { group, theirs, person: [siteMemberAccountEnded(tomo)] },
      when,
      by: olga,
      then: [banLifted(tomo)],
    }));

  it.each([
    ['an outsider', ravi, {}],
    ['a member', ravi, { mine: [memberJoined(ravi)] }],
    ['the banned person', tomo, { mine: theirs }],
  ] as const)('is not for %s, also where there is none', (_, by, given) => {
    for (const there of [theirs, []])
      scenario({ given: { group, theirs: there, ...given }, when, by, refused: 'PERMISSION_DENIED' });
  });
  it.each([
    ['an outsider', { group }],
    ['a member', { group, theirs: [memberJoined(tomo)] }],
    ['one whose ban was lifted', { group, theirs: [...theirs, banLifted(tomo)] }],
  ] as const)('is refused for %s', (_, given) => scenario({ given, when, by: olga, refused: 'BAN_NOT_FOUND' }));
  it('is refused when it was lifted before it was written', () =>
    scenario({
      given: [{ theirs: [memberJoined(tomo)], group: announced }, { theirs: [banLifted(tomo)] }],
      when,
      by: olga,
      refused: 'BAN_NOT_FOUND',
    }));
});
