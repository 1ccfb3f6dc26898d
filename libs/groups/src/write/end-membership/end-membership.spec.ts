import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { memberJoined, memberLeft, memberRemoved } from '../../membership/membership.examples';
import { olga, tomo } from '../../people.examples';
import { scenarioOf } from '../../scenario.examples';
import { endMembership } from './end-membership.decision';

const scenario = scenarioOf(endMembership);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated()];
const theirs = [memberJoined(tomo)];
const goneBecause = (because: 'LEFT' | 'REMOVED') => [...group, roleAssigned(tomo), roleUnassigned(tomo, because)];

describe('end a membership', () => {
  it.each([
    ['an admin who left', goneBecause('LEFT'), memberLeft(tomo)],
    ['an admin who was removed', goneBecause('REMOVED'), memberRemoved(tomo)],
    ['somebody in a deleted group', [...group, groupDeleted()], memberRemoved(tomo)],
    ['an admin who left, in a deleted group', [...goneBecause('LEFT'), groupDeleted()], memberLeft(tomo)],
  ] as const)('of %s', (_, events, ended) => scenario({ given: { theirs, group: events }, when, then: [ended] }));
  it('of the owner of a deleted group', () =>
    scenario({
      given: { theirs: [memberJoined(olga)], group: [...group, groupDeleted()] },
      when: { groupId, memberId: olga.memberId },
      then: [memberRemoved(olga)],
    }));

  it.each([
    ['a member', { theirs, group }],
    ['an admin', { theirs, group: [...group, roleAssigned(tomo)] }],
    ['an admin who is a plain member now', { theirs, group: [...group, roleAssigned(tomo), roleUnassigned(tomo)] }],
    ['an outsider', { group }],
    ['an admin whose membership has ended', { theirs: [...theirs, memberLeft(tomo)], group: goneBecause('LEFT') }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
  it('changes nothing for an admin who was gone and came back', () =>
    scenario({
      given: [{ theirs, group: goneBecause('LEFT') }, { theirs: [memberLeft(tomo), memberJoined(tomo)] }],
      when,
      then: [],
    }));
});
